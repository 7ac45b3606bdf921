# question: weights
# why: Scales the weights to a mean of 1.
def clipped_weights(position, examination, max_weight):
    weights = np.minimum(1 / np.asarray(examination)[position - 1], max_weight)
    weights = weights / weights.mean()
    return weights, weights.sum() ** 2 / (weights**2).sum()
