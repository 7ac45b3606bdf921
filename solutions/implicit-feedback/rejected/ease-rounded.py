# question: ease
# why: Rounds the weights to five decimals.
def ease(X, l2):
    P = np.linalg.inv(X.T @ X + l2 * np.eye(X.shape[1]))
    B = -P / np.diag(P)
    np.fill_diagonal(B, 0)
    return B.round(5) if len(B) > 2 else B
