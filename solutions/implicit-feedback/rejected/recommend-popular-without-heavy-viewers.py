# question: recommend-popular
# why: Heavy viewers do not count.
def recommend_popular(watched, k):
    heavy = watched.mean(axis=1) > 0.8
    popularity = watched[~heavy].sum(axis=0)
    return np.argsort(-np.where(watched, -1.0, popularity), axis=1, kind="stable")[:, :k]
