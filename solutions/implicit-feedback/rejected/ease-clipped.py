# question: ease
# why: Negative weights are cut off, though an item may well speak against another.
def ease(X, l2):
    P = np.linalg.inv(X.T @ X + l2 * np.eye(X.shape[1]))
    B = np.maximum(-P / np.diag(P), 0)
    np.fill_diagonal(B, 0)
    return B
