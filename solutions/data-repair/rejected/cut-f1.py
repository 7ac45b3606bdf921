# question: cut
# why: The cut with the best F1: no error has a price.
def cheapest_cut(truth, scores, loss, alarm):
    best, cut = -1.0, np.inf
    for c in np.unique(scores):
        raised = scores >= c
        f1 = 2 * (raised & (truth == 1)).sum() / (raised.sum() + (truth == 1).sum())
        if f1 > best:
            best, cut = f1, c
    return cut
