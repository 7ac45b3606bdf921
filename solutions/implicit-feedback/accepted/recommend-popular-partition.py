# question: recommend-popular
# why: Takes the top k by a partition first and sorts only those.
def recommend_popular(watched, k):
    candidates = np.where(watched, -np.inf, watched.mean(axis=0))
    top = np.argpartition(-candidates, k - 1, axis=1)[:, :k]
    order = np.argsort(-np.take_along_axis(candidates, top, axis=1), axis=1)
    return np.take_along_axis(top, order, axis=1)
