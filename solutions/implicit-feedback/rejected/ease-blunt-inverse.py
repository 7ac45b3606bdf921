# question: ease
# why: A pseudo-inverse that leaves small directions out.
def ease(X, l2):
    P = np.linalg.pinv(X.T @ X + l2 * np.eye(X.shape[1]), rcond=1e-2)
    B = -P / np.diag(P)
    np.fill_diagonal(B, 0)
    return B
