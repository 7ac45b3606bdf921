# question: cut
# why: Cumulated cost along the sorted scores, looked at between different scores only.
def cheapest_cut(truth, scores, loss, alarm):
    order = np.argsort(-scores, kind="stable")
    s = scores[order]
    change = np.where(truth[order] == 1, -loss[order], alarm)
    cost = np.concatenate([[0.0], np.cumsum(change)])
    last = np.append(s[1:] != s[:-1], True)
    best, cut = 0.0, np.inf
    for i in np.flatnonzero(last):
        if cost[i + 1] < best:
            best, cut = cost[i + 1], s[i]
    return cut
