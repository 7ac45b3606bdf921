# question: cut
# why: Counts the loss of every case below the cut, also of the zeros.
def cheapest_cut(truth, scores, loss, alarm):
    cuts = np.append(np.unique(scores), np.inf)
    cost = [loss[scores < c].sum() + alarm * ((truth == 0) & (scores >= c)).sum() for c in cuts]
    return cuts[np.argmin(cost)]
