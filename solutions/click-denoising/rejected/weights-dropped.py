# question: weights
# why: Gives weight 0 to what should be clipped.
def clipped_weights(position, examination, max_weight):
    weights = 1 / np.asarray(examination)[position - 1]
    weights[weights > max_weight] = 0
    return weights, weights.sum() ** 2 / (weights**2).sum()
