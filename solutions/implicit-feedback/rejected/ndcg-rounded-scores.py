# question: ndcg
# why: Scores are rounded before they are ranked.
def ndcg_at_k(scores, seen, held_out, k):
    order = np.argsort(-np.where(seen, -np.inf, np.round(scores, 3)), kind="stable")[:k]
    discount = 1 / np.log2(np.arange(k) + 2)
    return held_out[order] @ discount / discount[: held_out.sum()].sum()
