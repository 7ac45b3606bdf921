# question: fold-in
# why: Only the last title speaks.
def fold_in(B, watched, k):
    scores = B[watched[-1]].astype(float).copy()
    scores[watched] = -np.inf
    return np.argsort(-scores)[:k]
