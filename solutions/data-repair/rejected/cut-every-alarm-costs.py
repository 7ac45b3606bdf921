# question: cut
# why: Every alarm costs, also the right ones.
def cheapest_cut(truth, scores, loss, alarm):
    cuts = np.append(np.unique(scores), np.inf)
    cost = [loss[(truth == 1) & (scores < c)].sum() + alarm * (scores >= c).sum() for c in cuts]
    return cuts[np.argmin(cost)]
