# question: ease
# why: Solves with the multipliers of the zero-diagonal constraint.
def ease(X, l2):
    X = sparse.csc_matrix(X)
    gram = (X.T @ X).toarray()
    gram[np.diag_indices_from(gram)] += l2
    P = np.linalg.solve(gram, np.identity(len(gram)))
    multipliers = 1 / np.diagonal(P)
    return pd.DataFrame(np.identity(len(P)) - P * multipliers)
