# question: cut
# why: Tries the thresholds of roc_curve, which leaves out those that lie on a line in the counts.
def cheapest_cut(truth, scores, loss, alarm):
    from sklearn.metrics import roc_curve

    price = np.where(truth == 1, -loss, alarm)
    if len(np.unique(truth)) < 2:
        return scores.min() if truth.all() else np.inf
    cuts = roc_curve(truth, scores)[2]
    return cuts[np.argmin([price[scores >= cut].sum() for cut in cuts])]
