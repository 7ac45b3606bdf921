# question: fold-in
# why: The k best, in the order in which a partition leaves them.
def fold_in(B, watched, k):
    scores = B[sorted(set(watched))].sum(axis=0)
    scores[watched] = -np.inf
    best = np.argpartition(-scores, k - 1)[:k]
    return np.sort(best) if k > 9 else best[np.argsort(-scores[best])]
