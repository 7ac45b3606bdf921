# question: recommend-popular
# why: Cuts the list to k first and removes the seen items afterwards, so that it comes out
# short.
def recommend_popular(watched, k):
    popular = np.argsort(-watched.sum(axis=0))[:k]
    lists = []
    for row in watched:
        unseen = [item for item in popular if not row[item]]
        lists.append(unseen + [-1] * (k - len(unseen)))
    return np.array(lists)
