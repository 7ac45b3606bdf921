# question: recommend-popular
# why: A partition finds the right items but leaves them in no order.
def recommend_popular(watched, k):
    candidates = np.where(watched, -1, watched.sum(axis=0))
    return np.sort(np.argpartition(-candidates, k - 1, axis=1)[:, :k], axis=1)
