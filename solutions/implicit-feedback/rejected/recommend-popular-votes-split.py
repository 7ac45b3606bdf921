# question: recommend-popular
# why: Each user's vote is split over the titles watched.
def recommend_popular(watched, k):
    popularity = (watched / np.maximum(watched.sum(axis=1, keepdims=True), 1)).sum(axis=0)
    return np.argsort(-np.where(watched, -1.0, popularity), axis=1, kind="stable")[:, :k]
