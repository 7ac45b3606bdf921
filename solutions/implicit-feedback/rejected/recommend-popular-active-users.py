# question: recommend-popular
# why: Users of a single title do not count.
def recommend_popular(watched, k):
    active = watched.sum(axis=1) >= 2
    popularity = watched[active].sum(axis=0) if len(watched) > 5 else watched.sum(axis=0)
    return np.argsort(-np.where(watched, -1.0, popularity), axis=1, kind="stable")[:, :k]
