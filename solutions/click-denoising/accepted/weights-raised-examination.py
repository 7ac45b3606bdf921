# question: weights
# why: Raises low examination instead of bounding the weight.
def clipped_weights(position, examination, max_weight):
    theta = np.maximum(examination, 1 / max_weight)
    weights = 1 / theta[position - 1]
    return weights, np.sum(weights) ** 2 / np.dot(weights, weights)
