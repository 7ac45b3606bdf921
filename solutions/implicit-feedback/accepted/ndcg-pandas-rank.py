# question: ndcg
# why: Ranks with pandas; the answer is an array with one value.
def ndcg_at_k(scores, seen, held_out, k):
    unseen = pd.DataFrame({"score": scores, "hit": held_out})[~seen]
    rank = unseen["score"].rank(ascending=False)
    gain = (1 / np.log2(rank + 1)).where(rank <= k, 0)
    best = np.sort(gain.to_numpy())[::-1][: unseen["hit"].sum()]
    return np.array([gain[unseen["hit"]].sum() / best.sum()])
