# question: ease
# why: The inverse from an eigendecomposition, and a loop for the division.
def ease(X, l2):
    values, vectors = np.linalg.eigh(np.dot(X.T, X))
    P = vectors @ np.diag(1 / (values + l2)) @ vectors.T
    B = []
    for i in range(len(P)):
        B.append([0.0 if i == j else -P[i, j] / P[j, j] for j in range(len(P))])
    return B
