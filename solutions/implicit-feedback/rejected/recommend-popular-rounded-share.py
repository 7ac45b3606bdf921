# question: recommend-popular
# why: Popularity is a rounded share: many ties.
def recommend_popular(watched, k):
    popularity = np.round(watched.sum(axis=0) / max(1, watched.sum()), 2)
    return np.argsort(-np.where(watched, -1.0, popularity), axis=1, kind="stable")[:, :k]
