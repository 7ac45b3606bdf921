# question: cut
# why: Returns the position of the cut instead of a score.
def cheapest_cut(truth, scores, loss, alarm):
    cuts = np.append(np.unique(scores), np.inf)
    cost = [loss[(truth == 1) & (scores < c)].sum() + alarm * ((truth == 0) & (scores >= c)).sum()
            for c in cuts]
    return np.argmin(cost)
