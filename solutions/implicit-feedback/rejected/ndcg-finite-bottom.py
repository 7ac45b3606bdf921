# question: ndcg
# why: Seen items get a low score that others may have, too.
def ndcg_at_k(scores, seen, held_out, k):
    order = np.argsort(-np.where(seen, -1e9, scores))[:k]
    discount = 1 / np.log2(np.arange(k) + 2)
    return held_out[order] @ discount / discount[: held_out.sum()].sum()
