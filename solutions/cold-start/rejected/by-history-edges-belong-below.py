# question: by-history
# why: A count equal to an edge falls into the group below it.
def by_history(train, quality, edges):
    judged = quality.dropna()
    n = train["user"].value_counts().reindex(judged.index, fill_value=0)
    group = np.digitize(n, edges, right=True)
    values = [judged[group == g] for g in range(len(edges) + 1)]
    return pd.DataFrame(
        {"from": [0, *edges], "users": [len(v) for v in values], "mean": [v.mean() for v in values]}
    )
