# question: ease
# why: Raises small penalties.
def ease(X, l2):
    P = np.linalg.inv(X.T @ X + max(l2, 0.1) * np.eye(X.shape[1]))
    B = -P / np.diag(P)
    np.fill_diagonal(B, 0)
    return B
