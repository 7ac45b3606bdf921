# question: ease
# why: The inverse on the user side through the Woodbury identity, returned sparse.
def ease(X, l2):
    n_users, n_items = X.shape
    K = np.linalg.solve(X @ X.T + l2 * np.eye(n_users), X)
    P = (np.eye(n_items) - X.T @ K) / l2
    B = np.eye(n_items) - P / np.diag(P)
    B[np.eye(n_items, dtype=bool)] = 0
    return sparse.csr_matrix(B)
