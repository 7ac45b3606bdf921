# question: cut
# why: Cuts halfway between neighbouring scores, by pandas; the last one above all scores.
def cheapest_cut(truth, scores, loss, alarm):
    saved = pd.Series(np.where(truth == 1, loss, -alarm)).groupby(scores).sum().sort_index()
    from_here = saved[::-1].cumsum()[::-1]
    edges = np.asarray(saved.index, dtype=float)
    middles = (edges + np.concatenate([[edges[0] - 2], edges[:-1]])) / 2
    if from_here.max() <= 0:
        return edges[-1] + 0.5
    return middles[int(np.argmax(from_here.to_numpy()))]
