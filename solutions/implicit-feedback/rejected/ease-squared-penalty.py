# question: ease
# why: The penalty is squared.
def ease(X, l2):
    P = np.linalg.inv(X.T @ X + l2**2 * np.eye(X.shape[1]))
    B = -P / np.diag(P)
    np.fill_diagonal(B, 0)
    return B
