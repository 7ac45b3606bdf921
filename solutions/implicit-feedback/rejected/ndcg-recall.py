# question: ndcg
# why: Hits over relevant items: the ranks do not matter.
def ndcg_at_k(scores, seen, held_out, k):
    order = np.argsort(np.where(seen, np.inf, -scores))[:k]
    return held_out[order].sum() / min(k, held_out.sum())
