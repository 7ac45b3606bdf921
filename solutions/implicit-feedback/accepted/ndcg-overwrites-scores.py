# question: ndcg
# why: Masks its own input, which the tests must survive.
def ndcg_at_k(scores, seen, held_out, k):
    scores[seen] = -np.inf
    hits = held_out[np.argsort(scores)[::-1]][:k].astype(float)
    weights = 1 / np.log10(np.arange(2, k + 2))
    return (hits * weights).sum() / weights[: min(k, int(held_out.sum()))].sum()
