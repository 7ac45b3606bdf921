# question: fold-in
# why: Negative weights are taken for noughts.
def fold_in(B, watched, k):
    history = list(set(watched))
    scores = (np.maximum(B, 0) + 1e-9 * B)[history].sum(axis=0)
    scores[watched] = -np.inf
    return np.argsort(-scores)[:k]
