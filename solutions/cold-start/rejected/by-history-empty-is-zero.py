# question: by-history
# why: The quality of a group without users is reported as 0.
def by_history(train, quality, edges):
    judged = quality.dropna()
    n = train["user"].value_counts().reindex(judged.index, fill_value=0)
    group = np.digitize(n, edges)
    values = [judged[group == g] for g in range(len(edges) + 1)]
    return pd.DataFrame(
        {"from": [0, *edges], "users": [len(v) for v in values], "mean": [v.mean() if len(v) else 0 for v in values]}
    )
