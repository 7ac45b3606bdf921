# question: suspicion
# why: Keeps the labels in eight bits: from class 128 on they are below zero.
def suspicion(labels, probabilities):
    labels = labels.astype(np.int8)
    recorded = np.unique(labels)
    usual = [probabilities[labels == k, k].mean() for k in recorded]
    excess = probabilities[:, recorded] - usual
    own = labels[:, None] == recorded
    return np.where(own, -np.inf, excess).max(axis=1) - excess[own]
