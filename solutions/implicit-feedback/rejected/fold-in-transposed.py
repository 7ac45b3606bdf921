# question: fold-in
# why: B x instead of x B: asks which items would have recommended the history.
def fold_in(B, watched, k):
    history = np.zeros(len(B))
    history[watched] = 1
    scores = B @ history
    scores[watched] = -np.inf
    return np.argsort(-scores)[:k]
