# question: cut
# why: Counts as an alarm only what lies above the cut.
def cheapest_cut(truth, scores, loss, alarm):
    cuts = np.append(np.unique(scores) , scores.min() - 1)
    cost = [loss[(truth == 1) & (scores <= c)].sum() + alarm * ((truth == 0) & (scores > c)).sum()
            for c in cuts]
    return cuts[np.argmin(cost)]
