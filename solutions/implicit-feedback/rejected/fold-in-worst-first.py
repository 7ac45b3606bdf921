# question: fold-in
# why: Sorted upwards.
def fold_in(B, watched, k):
    scores = B[sorted(set(watched))].sum(axis=0)
    scores[watched] = np.inf
    return np.argsort(scores)[:k]
