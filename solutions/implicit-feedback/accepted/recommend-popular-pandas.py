# question: recommend-popular
# why: A Series sorted once, filtered for each user.
def recommend_popular(watched, k):
    popular = pd.DataFrame(watched).sum().sort_values(ascending=False).index
    rows = [popular[~watched[user][popular]][:k] for user in range(len(watched))]
    return pd.DataFrame(rows).reset_index(drop=True)
