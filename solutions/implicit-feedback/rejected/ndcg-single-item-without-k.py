# question: ndcg
# why: With one relevant item the length of the list is forgotten.
def ndcg_at_k(scores, seen, held_out, k):
    order = np.argsort(-np.where(seen, -np.inf, scores))
    gain = held_out[order] / np.log2(np.arange(len(order)) + 2)
    if held_out.sum() == 1:
        return gain.sum()
    return gain[:k].sum() / (1 / np.log2(np.arange(min(k, held_out.sum())) + 2)).sum()
