# question: recommend-popular
# why: Counts in eight bits overflow.
def recommend_popular(watched, k):
    popularity = np.add.reduce(watched.astype(np.uint8), axis=0, dtype=np.uint8)
    return np.argsort(-np.where(watched, -1.0, popularity), axis=1, kind="stable")[:, :k]
