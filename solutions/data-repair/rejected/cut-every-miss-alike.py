# question: cut
# why: Every miss costs the mean loss.
def cheapest_cut(truth, scores, loss, alarm):
    ones = loss[truth == 1]
    each = ones.mean() if len(ones) else 0.0
    cuts = np.append(np.unique(scores), np.inf)
    cost = [each * ((truth == 1) & (scores < c)).sum() + alarm * ((truth == 0) & (scores >= c)).sum()
            for c in cuts]
    return cuts[np.argmin(cost)]
