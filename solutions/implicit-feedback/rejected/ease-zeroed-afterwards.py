# question: ease
# why: Ridge without the constraint, whose diagonal is simply erased.
def ease(X, l2):
    gram = X.T @ X
    B = np.linalg.solve(gram + l2 * np.eye(len(gram)), gram)
    np.fill_diagonal(B, 0)
    return B
