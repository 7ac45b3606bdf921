# question: by-history
# why: Counts different items instead of interactions.
def by_history(train, quality, edges):
    judged = quality.dropna()
    n = train.groupby("user")["item"].nunique().reindex(judged.index, fill_value=0)
    group = np.digitize(n, edges)
    values = [judged[group == g] for g in range(len(edges) + 1)]
    return pd.DataFrame(
        {"from": [0, *edges], "users": [len(v) for v in values], "mean": [v.mean() for v in values]}
    )
