# question: cut
# why: Walks along the sorted cases and cuts between equal scores as well.
def cheapest_cut(truth, scores, loss, alarm):
    order = np.lexsort((-loss * truth, -scores))
    cost = np.cumsum(np.where(truth[order] == 1, -loss[order], alarm))
    if cost.min() >= 0:
        return np.inf
    return scores[order][cost.argmin()]
