# question: suspicion
# why: A large value where the label is credible.
def suspicion(labels, probabilities):
    seen = np.unique(labels)
    excess = probabilities[:, seen] - [probabilities[labels == k, k].mean() for k in seen]
    own = labels[:, None] == seen
    return excess[own] - np.where(own, -np.inf, excess).max(axis=1)
