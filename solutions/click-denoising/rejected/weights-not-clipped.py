# question: weights
# why: Forgets the bound.
def clipped_weights(position, examination, max_weight):
    weights = 1 / np.asarray(examination)[position - 1]
    return weights, weights.sum() ** 2 / (weights**2).sum()
