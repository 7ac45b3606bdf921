# question: ease
# why: Divides row i by P[i, i]: the answer is transposed.
def ease(X, l2):
    P = np.linalg.inv(X.T @ X + l2 * np.eye(X.shape[1]))
    B = -P / np.diag(P)[:, None]
    np.fill_diagonal(B, 0)
    return B
