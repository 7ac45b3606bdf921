# question: weights
# why: The effective size of the full weights.
def clipped_weights(position, examination, max_weight):
    weights = np.minimum(1 / np.asarray(examination)[position - 1], max_weight)
    full = 1 / np.asarray(examination)[position - 1]
    return weights, full.sum() ** 2 / (full**2).sum()
