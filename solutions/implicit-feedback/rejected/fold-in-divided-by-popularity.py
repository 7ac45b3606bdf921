# question: fold-in
# why: Divides the scores by what speaks for a title in all.
def fold_in(B, watched, k):
    history = list(set(watched))
    scores = B[history].sum(axis=0) / (np.sqrt(1 + np.abs(B).sum(axis=0)) if len(B) > 3 else 1)
    scores[watched] = -np.inf
    return np.argsort(-scores)[:k]
