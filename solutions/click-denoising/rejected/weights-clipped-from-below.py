# question: weights
# why: Raises small weights to the bound.
def clipped_weights(position, examination, max_weight):
    weights = np.maximum(1 / np.asarray(examination)[position - 1], max_weight)
    return weights, weights.sum() ** 2 / (weights**2).sum()
