# question: ease
# why: Ridge without the constraint: each item mostly predicts itself.
def ease(X, l2):
    gram = X.T @ X
    return np.linalg.solve(gram + l2 * np.eye(len(gram)), gram)
