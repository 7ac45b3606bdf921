# question: ease
# why: The closed form in single precision, as recommenders with many items use it.
def ease(X, l2):
    X = np.asarray(X, dtype=np.float32)
    P = np.linalg.inv(X.T @ X + np.float32(l2) * np.eye(X.shape[1], dtype=np.float32))
    B = -P / np.diag(P)
    np.fill_diagonal(B, 0)
    return B
