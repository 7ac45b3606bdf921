# question: fold-in
# why: Watched items get a low score that others may have, too.
def fold_in(B, watched, k):
    scores = B[sorted(set(watched))].sum(axis=0)
    scores[watched] = -1e9
    return np.argsort(-scores)[:k]
