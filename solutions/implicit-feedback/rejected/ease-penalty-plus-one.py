# question: ease
# why: The penalty is a little too large: the diagonal gets one more.
def ease(X, l2):
    P = np.linalg.inv(X.T @ X + (l2 + 1) * np.eye(X.shape[1]))
    B = -P / np.diag(P)
    np.fill_diagonal(B, 0)
    return B
