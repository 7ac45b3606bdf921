# question: ease
# why: Cosine similarity with a penalty in the norm: a neighbourhood model, not a regression.
def ease(X, l2):
    gram = X.T @ X
    B = gram / (np.diag(gram) + l2)
    np.fill_diagonal(B, 0)
    return B
