# question: content-scores
# why: The columns come in the order of the catalogue instead of that of new.
def content_scores(bought, features, new):
    mask = np.zeros(bought.shape[1], dtype=bool)
    mask[new] = True
    known = bought[:, ~mask]
    size = np.maximum(known.sum(axis=1, keepdims=True), 1)
    return known @ features[~mask] @ features[mask].T / size
