# question: suspicion
# why: A class recorded nowhere has the usual probability 0, and so suspects everybody.
def suspicion(labels, probabilities):
    rows = np.arange(len(labels))
    usual = [
        probabilities[labels == k, k].mean() if (labels == k).any() else 0
        for k in range(probabilities.shape[1])
    ]
    excess = probabilities - usual
    own = excess[rows, labels]
    excess[rows, labels] = -np.inf
    return excess.max(axis=1) - own
