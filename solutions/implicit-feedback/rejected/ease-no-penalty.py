# question: ease
# why: The penalty is left out (a pseudo-inverse hides that it is needed).
def ease(X, l2):
    P = np.linalg.pinv(X.T @ X)
    B = -P / np.diag(P)
    np.fill_diagonal(B, 0)
    return B
