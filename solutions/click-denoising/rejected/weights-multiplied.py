# question: weights
# why: The weight is examination itself.
def clipped_weights(position, examination, max_weight):
    weights = np.minimum(np.asarray(examination)[position - 1], max_weight)
    return weights, weights.sum() ** 2 / (weights**2).sum()
