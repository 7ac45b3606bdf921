# question: suspicion
# why: Means by a matrix product; classes recorded nowhere are set to minus infinity.
def suspicion(labels, probabilities):
    hot = np.eye(probabilities.shape[1])[labels]
    size = hot.sum(axis=0)
    usual = np.where(size > 0, (hot * probabilities).sum(axis=0) / np.maximum(size, 1), np.inf)
    excess = probabilities - usual
    own = excess[np.arange(len(labels)), labels]
    return np.max(excess - 1e9 * hot, axis=1) - own
