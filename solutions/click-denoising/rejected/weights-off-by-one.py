# question: weights
# why: Takes position k for index k.
def clipped_weights(position, examination, max_weight):
    weights = np.minimum(1 / np.append(examination, examination[-1])[position], max_weight)
    return weights, weights.sum() ** 2 / (weights**2).sum()
