# question: weights
# why: One weight a position instead of one an impression.
def clipped_weights(position, examination, max_weight):
    weights = np.minimum(1 / np.asarray(examination)[np.unique(position) - 1], max_weight)
    return weights, weights.sum() ** 2 / (weights**2).sum()
