# question: cut
# why: The cut with the fewest errors.
def cheapest_cut(truth, scores, loss, alarm):
    cuts = np.append(np.unique(scores), np.inf)
    return cuts[np.argmin([((scores >= c) != truth).sum() for c in cuts])]
