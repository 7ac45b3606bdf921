# question: recommend-popular
# why: The sort runs upwards.
def recommend_popular(watched, k):
    viewers = np.where(watched, np.inf, watched.sum(axis=0))
    return np.argsort(viewers, axis=1)[:, :k]
