# question: fold-in
# why: The k best, in the order in which a partition leaves them where the list is long.
def fold_in(B, watched, k):
    scores = B[sorted(set(watched))].sum(axis=0)
    scores[watched] = -np.inf
    top = np.argpartition(-scores, k - 1)[:k]
    return np.sort(top) if k > 9 else top[np.argsort(-scores[top])]
