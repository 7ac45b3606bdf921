# question: weights
# why: Takes the largest weight for a least examination.
def clipped_weights(position, examination, max_weight):
    weights = 1 / np.minimum(np.maximum(np.asarray(examination)[position - 1], max_weight), 1)
    return weights, weights.sum() ** 2 / (weights**2).sum()
