# question: ndcg
# why: The ideal list holds only the hits of this one.
def ndcg_at_k(scores, seen, held_out, k):
    order = np.argsort(-np.where(seen, -np.inf, scores))[:k]
    hits = held_out[order]
    discount = 1 / np.log2(np.arange(k) + 2)
    return hits @ discount / discount[: hits.sum()].sum() if hits.any() else 0.0
