# question: ease
# why: Watched or not, whatever the fraction.
def ease(X, l2):
    X = (X > 0).astype(float)
    P = np.linalg.inv(X.T @ X + l2 * np.eye(X.shape[1]))
    B = -P / np.diag(P)
    np.fill_diagonal(B, 0)
    return B
