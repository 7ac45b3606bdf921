# question: suspicion
# why: Divides by the usual probability instead of taking it off.
def suspicion(labels, probabilities):
    seen = np.unique(labels)
    excess = probabilities[:, seen] / [probabilities[labels == k, k].mean() for k in seen]
    own = labels[:, None] == seen
    return np.where(own, -np.inf, excess).max(axis=1) - excess[own]
