# question: by-history
# why: Users who could not be judged are taken for failures of quality 0.
def by_history(train, quality, edges):
    judged = quality.fillna(0)
    n = train["user"].value_counts().reindex(judged.index, fill_value=0)
    group = np.digitize(n, edges)
    values = [judged[group == g] for g in range(len(edges) + 1)]
    return pd.DataFrame(
        {"from": [0, *edges], "users": [len(v) for v in values], "mean": [v.mean() for v in values]}
    )
