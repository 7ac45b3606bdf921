# question: ndcg
# why: Seen items get -1000, which is above scores that lie lower.
def ndcg_at_k(scores, seen, held_out, k):
    s = np.where(seen, -1000, scores)
    top = np.argsort(-s)[:k]
    d = 1 / np.log2(np.arange(k) + 2)
    return (held_out[top] * d).sum() / d[: min(k, held_out.sum())].sum()
