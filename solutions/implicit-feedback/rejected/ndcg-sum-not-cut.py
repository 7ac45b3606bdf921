# question: ndcg
# why: Adds the hits of the whole ranking, and caps the quotient at 1.
def ndcg_at_k(scores, seen, held_out, k):
    ranked = [item for item in np.argsort(-scores) if not seen[item]]
    discounts = 1 / np.log2(np.arange(len(ranked)) + 2)
    return min(1, held_out[ranked] @ discounts / discounts[: min(k, held_out.sum())].sum())
