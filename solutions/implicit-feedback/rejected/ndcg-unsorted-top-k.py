# question: ndcg
# why: A partition finds the top k but does not order them.
def ndcg_at_k(scores, seen, held_out, k):
    top = np.sort(np.argpartition(np.where(seen, np.inf, -scores), k - 1)[:k])
    discounts = 1 / np.log2(np.arange(k) + 2)
    return held_out[top] @ discounts / discounts[: held_out.sum()].sum()
