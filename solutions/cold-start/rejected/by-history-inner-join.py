# question: by-history
# why: Users without interactions have no row of counts and are lost.
def by_history(train, quality, edges):
    n = train["user"].value_counts()
    judged = quality.dropna()
    judged = judged[judged.index.isin(n.index)]
    group = np.digitize(n.reindex(judged.index), edges)
    values = [judged[group == g] for g in range(len(edges) + 1)]
    return pd.DataFrame(
        {"from": [0, *edges], "users": [len(v) for v in values], "mean": [v.mean() for v in values]}
    )
