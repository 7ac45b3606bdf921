# question: recommend-popular
# why: The same list for everybody, with what the user has already watched.
def recommend_popular(watched, k):
    popular = np.argsort(-watched.sum(axis=0))[:k]
    return np.tile(popular, (len(watched), 1))
