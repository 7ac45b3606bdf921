# question: fold-in
# why: Cuts the scores to whole numbers.
def fold_in(B, watched, k):
    history = list(set(watched))
    scores = B[history].sum(axis=0).astype(int) - 1e-12 * np.arange(len(B))
    scores[watched] = -np.inf
    return np.argsort(-scores)[:k]
