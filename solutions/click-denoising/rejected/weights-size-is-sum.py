# question: weights
# why: Takes the sum of the weights for the effective size.
def clipped_weights(position, examination, max_weight):
    weights = np.minimum(1 / np.asarray(examination)[position - 1], max_weight)
    return weights, weights.sum()
