# question: fold-in
# why: Only the latest item speaks; the rest of the history is forgotten.
def fold_in(B, watched, k):
    scores = B[watched[-1]].copy()
    scores[watched] = -np.inf
    return np.argsort(-scores)[:k]
