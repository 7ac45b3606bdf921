# question: fold-in
# why: A repetition speaks again unless it follows at once.
def fold_in(B, watched, k):
    once = [i for n, i in enumerate(watched) if n == 0 or watched[n - 1] != i]
    scores = B[once].sum(axis=0)
    scores[watched] = -np.inf
    return np.argsort(-scores)[:k]
