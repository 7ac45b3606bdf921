# question: fold-in
# why: Watched items get -100, which is above scores in another unit.
def fold_in(B, watched, k):
    w = sorted(set(watched))
    scores = B[w].sum(axis=0)
    scores[w] = -100
    return np.argsort(-scores)[:k]
