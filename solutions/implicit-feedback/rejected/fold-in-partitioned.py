# question: fold-in
# why: The k best, in the order in which a partition leaves them.
def fold_in(B, watched, k):
    scores = B[sorted(set(watched))].sum(axis=0)
    scores[watched] = -np.inf
    return np.argpartition(-scores, k - 1)[:k]
