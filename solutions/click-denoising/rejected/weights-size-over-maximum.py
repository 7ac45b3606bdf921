# question: weights
# why: Divides the sum by the largest weight.
def clipped_weights(position, examination, max_weight):
    weights = np.minimum(1 / np.asarray(examination)[position - 1], max_weight)
    return weights, weights.sum() / weights.max()
