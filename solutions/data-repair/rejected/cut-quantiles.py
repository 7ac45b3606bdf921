# question: cut
# why: Tries a thousand quantiles of the scores.
def cheapest_cut(truth, scores, loss, alarm):
    price = np.where(truth == 1, -loss, alarm)
    cuts = np.append(np.quantile(scores, np.linspace(0, 1, 1001)), np.inf)
    return cuts[np.argmin([price[scores >= cut].sum() for cut in cuts])]
