# question: fold-in
# why: The right items in the order of their positions.
def fold_in(B, watched, k):
    scores = B[sorted(set(watched))].sum(axis=0)
    scores[watched] = -np.inf
    return np.sort(np.argsort(-scores)[:k])
