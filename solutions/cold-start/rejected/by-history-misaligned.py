# question: by-history
# why: Counts come by frequency and are matched with the users by position.
def by_history(train, quality, edges):
    judged = quality.dropna()
    counts = train["user"].value_counts()
    n = np.zeros(len(judged))
    n[: min(len(n), len(counts))] = counts.to_numpy()[: len(n)]
    group = np.digitize(n, edges)
    values = [judged[group == g] for g in range(len(edges) + 1)]
    return pd.DataFrame(
        {"from": [0, *edges], "users": [len(v) for v in values], "mean": [v.mean() for v in values]}
    )
