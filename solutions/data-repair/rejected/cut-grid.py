# question: cut
# why: Tries five thousand cuts at even distances.
def cheapest_cut(truth, scores, loss, alarm):
    price = np.where(truth == 1, -loss, alarm)
    cuts = np.append(np.linspace(scores.min(), scores.max(), 5001), np.inf)
    return cuts[np.argmin([price[scores >= cut].sum() for cut in cuts])]
