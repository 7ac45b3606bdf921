# question: ndcg
# why: Discounts by 1 / rank instead of the logarithm.
def ndcg_at_k(scores, seen, held_out, k):
    order = np.argsort(np.where(seen, np.inf, -scores))[:k]
    discounts = 1 / (np.arange(k) + 1)
    return held_out[order] @ discounts / discounts[: held_out.sum()].sum()
