# question: fold-in
# why: Adds up the rows of the distinct items watched.
def fold_in(B, watched, k):
    scores = B[sorted(set(watched))].sum(axis=0)
    ranked = [int(item) for item in np.argsort(scores)[::-1] if item not in watched]
    return ranked[:k]
