# question: cut
# why: Tries the scores of the first two hundred rows.
def cheapest_cut(truth, scores, loss, alarm):
    price = np.where(truth == 1, -loss, alarm)
    cuts = np.append(np.unique(scores[:200]), np.inf)
    return cuts[np.argmin([price[scores >= cut].sum() for cut in cuts])]
