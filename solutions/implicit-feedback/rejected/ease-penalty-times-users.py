# question: ease
# why: The penalty is multiplied by the number of users, as for a mean squared error.
def ease(X, l2):
    P = np.linalg.inv(X.T @ X + l2 * len(X) * np.eye(X.shape[1]))
    B = -P / np.diag(P)
    np.fill_diagonal(B, 0)
    return B
