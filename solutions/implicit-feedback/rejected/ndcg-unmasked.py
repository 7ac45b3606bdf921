# question: ndcg
# why: Seen items keep their places in the list.
def ndcg_at_k(scores, seen, held_out, k):
    order = np.argsort(-scores)[:k]
    discounts = 1 / np.log2(np.arange(k) + 2)
    return held_out[order] @ discounts / discounts[: held_out.sum()].sum()
