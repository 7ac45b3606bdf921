# question: recommend-popular
# why: Returns how often the items were watched, not which they are.
def recommend_popular(watched, k):
    candidates = np.where(watched, -1, watched.sum(axis=0))
    return -np.sort(-candidates, axis=1)[:, :k]
