# question: suspicion
# why: The usual probability is taken over the rows predicted as the class.
def suspicion(labels, probabilities):
    rows = np.arange(len(labels))
    guess = probabilities.argmax(axis=1)
    usual = np.array([
        probabilities[guess == k, k].mean() if (guess == k).any() else 1.0
        for k in range(probabilities.shape[1])
    ])
    excess = probabilities - usual
    own = excess[rows, labels]
    excess[rows, labels] = -np.inf
    return excess.max(axis=1) - own
