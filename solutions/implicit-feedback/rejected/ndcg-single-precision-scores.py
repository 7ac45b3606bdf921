# question: ndcg
# why: Ranks in single precision, in which close scores tie.
def ndcg_at_k(scores, seen, held_out, k):
    best_first = np.argsort(-np.where(seen, -np.inf, scores).astype(np.float32), kind="stable")[:k]
    discounts = 1 / np.log2(np.arange(k) + 2)
    return held_out[best_first] @ discounts / discounts[: held_out.sum()].sum()
