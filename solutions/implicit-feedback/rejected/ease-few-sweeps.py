# question: ease
# why: Stops after three hundred sweeps, converged or not.
def ease(X, l2):
    gram = X.T @ X
    B = np.zeros_like(gram)
    for _ in range(300):
        for i in range(len(gram)):
            rest = gram[i] - gram[i] @ B + gram[i, i] * B[i]
            B[i] = rest / (gram[i, i] + l2)
            B[i, i] = 0
    return B
