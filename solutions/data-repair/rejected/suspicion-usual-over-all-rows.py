# question: suspicion
# why: The usual probability is taken over all rows, whatever was recorded.
def suspicion(labels, probabilities):
    rows = np.arange(len(labels))
    excess = probabilities - probabilities.mean(axis=0)
    own = excess[rows, labels]
    excess[rows, labels] = -np.inf
    return excess.max(axis=1) - own
