# question: suspicion
# why: The rival is the class with the highest probability, not with the largest excess.
def suspicion(labels, probabilities):
    seen = np.unique(labels)
    p = probabilities[:, seen]
    excess = p - [probabilities[labels == k, k].mean() for k in seen]
    own = labels[:, None] == seen
    rival = np.where(own, -np.inf, p).argmax(axis=1)
    return excess[np.arange(len(labels)), rival] - excess[own]
