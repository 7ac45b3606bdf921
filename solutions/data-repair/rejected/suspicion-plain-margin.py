# question: suspicion
# why: The margin of the probabilities, without each class's usual one.
def suspicion(labels, probabilities):
    rows = np.arange(len(labels))
    others = probabilities.copy()
    others[rows, labels] = -np.inf
    return others.max(axis=1) - probabilities[rows, labels]
