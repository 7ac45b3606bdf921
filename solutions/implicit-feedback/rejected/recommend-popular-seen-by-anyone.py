# question: recommend-popular
# why: Excludes what anybody has watched, so that the catalogue's dead stock is left.
def recommend_popular(watched, k):
    viewers = watched.sum(axis=0)
    candidates = np.where(watched.any(axis=0), -1, viewers)
    return np.tile(np.argsort(-candidates, kind="stable")[:k], (len(watched), 1))
