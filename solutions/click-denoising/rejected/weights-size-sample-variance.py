# question: weights
# why: Takes the variance with n - 1.
def clipped_weights(position, examination, max_weight):
    weights = np.minimum(1 / np.asarray(examination)[position - 1], max_weight)
    return weights, len(weights) / (1 + (weights.std(ddof=1) / weights.mean()) ** 2)
