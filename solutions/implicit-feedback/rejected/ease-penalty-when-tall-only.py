# question: ease
# why: Forgets the penalty where there are more items than users.
def ease(X, l2):
    gram = X.T @ X
    P = np.linalg.pinv(gram) if len(X) < len(gram) else np.linalg.inv(gram + l2 * np.eye(len(gram)))
    B = -P / np.diag(P)
    np.fill_diagonal(B, 0)
    return B
