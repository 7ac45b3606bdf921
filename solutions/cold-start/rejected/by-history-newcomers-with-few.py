# question: by-history
# why: Newcomers are thrown together with users of one or two interactions.
def by_history(train, quality, edges):
    judged = quality.dropna()
    n = train["user"].value_counts().reindex(judged.index, fill_value=0).clip(lower=1)
    group = np.digitize(n, edges)
    values = [judged[group == g] for g in range(len(edges) + 1)]
    return pd.DataFrame(
        {"from": [0, *edges], "users": [len(v) for v in values], "mean": [v.mean() for v in values]}
    )
