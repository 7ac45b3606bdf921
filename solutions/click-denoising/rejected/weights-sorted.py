# question: weights
# why: Sorts the impressions by place.
def clipped_weights(position, examination, max_weight):
    w = 1 / np.maximum(examination[np.sort(position) - 1], 1 / max_weight)
    return w, w.sum() ** 2 / (w ** 2).sum()
