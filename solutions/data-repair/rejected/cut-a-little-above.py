# question: cut
# why: Takes the largest score plus a billionth for a number above all scores.
def cheapest_cut(truth, scores, loss, alarm):
    price = np.where(truth == 1, -loss, alarm)
    cuts = np.append(np.unique(scores), scores.max() + 1e-9)
    return cuts[np.argmin([price[scores >= cut].sum() for cut in cuts])]
