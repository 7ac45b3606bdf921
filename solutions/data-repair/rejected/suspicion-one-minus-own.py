# question: suspicion
# why: How little the recorded class gets; who else gets it does not matter.
def suspicion(labels, probabilities):
    usual = np.array([
        probabilities[labels == k, k].mean() if (labels == k).any() else 0
        for k in range(probabilities.shape[1])
    ])
    return usual[labels] - probabilities[np.arange(len(labels)), labels]
