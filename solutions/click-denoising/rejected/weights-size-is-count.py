# question: weights
# why: Every impression counts in full.
def clipped_weights(position, examination, max_weight):
    weights = np.minimum(1 / np.asarray(examination)[position - 1], max_weight)
    return weights, len(weights)
