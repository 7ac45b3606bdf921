# question: suspicion
# why: The median over the rows of the class instead of the mean.
def suspicion(labels, probabilities):
    seen = np.unique(labels)
    excess = probabilities[:, seen] - [np.median(probabilities[labels == k, k]) for k in seen]
    own = labels[:, None] == seen
    return np.where(own, -np.inf, excess).max(axis=1) - excess[own]
