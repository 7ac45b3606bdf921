# question: by-history
# why: Users who could not be judged are counted among the users.
def by_history(train, quality, edges):
    n = train["user"].value_counts().reindex(quality.index, fill_value=0)
    group = np.digitize(n, edges)
    values = [quality[group == g] for g in range(len(edges) + 1)]
    return pd.DataFrame(
        {"from": [0, *edges], "users": [len(v) for v in values], "mean": [v.mean() for v in values]}
    )
