# question: weights
# why: Squares the mean instead of the sum.
def clipped_weights(position, examination, max_weight):
    weights = np.minimum(1 / np.asarray(examination)[position - 1], max_weight)
    return weights, weights.mean() ** 2 / (weights**2).mean()
