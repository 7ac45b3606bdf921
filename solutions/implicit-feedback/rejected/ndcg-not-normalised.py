# question: ndcg
# why: The DCG alone, which exceeds 1.
def ndcg_at_k(scores, seen, held_out, k):
    order = np.argsort(np.where(seen, np.inf, -scores))[:k]
    return held_out[order] @ (1 / np.log2(np.arange(k) + 2))
