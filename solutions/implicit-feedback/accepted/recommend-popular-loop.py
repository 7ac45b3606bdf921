# question: recommend-popular
# why: Walks down one popular list for each user.
def recommend_popular(watched, k):
    viewers = [sum(column) for column in zip(*watched.tolist())]
    popular = sorted(range(len(viewers)), key=lambda item: -viewers[item])
    return [[item for item in popular if not row[item]][:k] for row in watched]
