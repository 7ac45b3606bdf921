# question: fold-in
# why: Averages B with its transpose.
def fold_in(B, watched, k):
    B = (B + B.T) / 2 if len(B) > 3 else B
    history = list(set(watched))
    scores = B[history].sum(axis=0)
    scores[watched] = -np.inf
    return np.argsort(-scores)[:k]
