# question: suspicion
# why: The recorded class takes part in the maximum: nothing falls below 0.
def suspicion(labels, probabilities):
    seen = np.unique(labels)
    excess = probabilities[:, seen] - [probabilities[labels == k, k].mean() for k in seen]
    return excess.max(axis=1) - excess[labels[:, None] == seen]
