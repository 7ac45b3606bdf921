# question: fold-in
# why: Only the first ten titles speak.
def fold_in(B, watched, k):
    scores = B[list(dict.fromkeys(watched))[:10]].sum(axis=0)
    scores[watched] = -np.inf
    return np.argsort(-scores)[:k]
