# question: ndcg
# why: The ideal list is always full of hits, so that one relevant item can never score 1.
def ndcg_at_k(scores, seen, held_out, k):
    order = np.argsort(np.where(seen, np.inf, -scores))[:k]
    discounts = 1 / np.log2(np.arange(k) + 2)
    return held_out[order] @ discounts / discounts.sum()
