# question: ease
# why: The weight of an item for itself is left at minus one.
def ease(X, l2):
    P = np.linalg.inv(X.T @ X + l2 * np.eye(X.shape[1]))
    return -P / np.diag(P)
