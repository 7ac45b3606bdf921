# question: ndcg
# why: Seen items score 0, which beats every negative score.
def ndcg_at_k(scores, seen, held_out, k):
    order = np.argsort(-np.where(seen, 0, scores))[:k]
    discounts = 1 / np.log2(np.arange(k) + 2)
    return held_out[order] @ discounts / discounts[: held_out.sum()].sum()
