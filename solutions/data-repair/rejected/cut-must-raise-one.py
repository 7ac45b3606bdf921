# question: cut
# why: Never considers to raise no alarm at all.
def cheapest_cut(truth, scores, loss, alarm):
    cuts = np.unique(scores)
    cost = [loss[(truth == 1) & (scores < c)].sum() + alarm * ((truth == 0) & (scores >= c)).sum()
            for c in cuts]
    return cuts[np.argmin(cost)]
