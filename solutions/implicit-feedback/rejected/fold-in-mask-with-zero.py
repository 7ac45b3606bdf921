# question: fold-in
# why: Watched items score 0, which beats every negative score.
def fold_in(B, watched, k):
    scores = B[sorted(set(watched))].sum(axis=0)
    scores[watched] = 0
    return np.argsort(-scores)[:k]
