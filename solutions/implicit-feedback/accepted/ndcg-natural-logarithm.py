# question: ndcg
# why: Another base of the logarithm, and a plain loop.
def ndcg_at_k(scores, seen, held_out, k):
    unseen = [i for i in range(len(scores)) if not seen[i]]
    unseen.sort(key=lambda i: scores[i], reverse=True)
    dcg = 0.0
    for rank, item in enumerate(unseen[:k], start=1):
        if held_out[item]:
            dcg += 1 / np.log(rank + 1)
    ideal = sum(1 / np.log(rank + 1) for rank in range(1, min(k, sum(held_out)) + 1))
    return dcg / ideal
