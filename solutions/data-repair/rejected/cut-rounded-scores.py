# question: cut
# why: Tries the scores to six digits.
def cheapest_cut(truth, scores, loss, alarm):
    price = np.where(truth == 1, -loss, alarm)
    cuts = np.append(np.unique(scores.round(6)), np.inf)
    return cuts[np.argmin([price[scores >= cut].sum() for cut in cuts])]
