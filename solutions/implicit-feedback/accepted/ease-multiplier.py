# question: ease
# why: The Lagrange multipliers, solved for without an inverse.
def ease(X, l2):
    G = X.T @ X + l2 * np.eye(X.shape[1])
    P = np.linalg.solve(G, np.eye(len(G)))
    return np.eye(len(G)) - P @ np.diag(1 / np.diag(P))
