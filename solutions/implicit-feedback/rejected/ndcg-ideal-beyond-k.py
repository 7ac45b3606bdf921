# question: ndcg
# why: The ideal list may be longer than k, so that a full list of hits scores below 1.
def ndcg_at_k(scores, seen, held_out, k):
    order = np.argsort(np.where(seen, np.inf, -scores))[:k]
    discounts = 1 / np.log2(np.arange(len(scores)) + 2)
    return held_out[order] @ discounts[:k] / discounts[: held_out.sum()].sum()
