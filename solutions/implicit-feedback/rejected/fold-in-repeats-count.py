# question: fold-in
# why: An item watched three times speaks three times.
def fold_in(B, watched, k):
    scores = B[watched].sum(axis=0)
    scores[watched] = -np.inf
    return np.argsort(-scores)[:k]
