# question: by-history
# why: Drops rows whose label occurred before.
def by_history(train, quality, edges):
    judged = quality.dropna()
    rows = train[~train.index.duplicated()]
    seen = rows["user"].value_counts().reindex(judged.index, fill_value=0)
    group = np.searchsorted(edges, seen, side="right")
    parts = [judged[group == g] for g in range(1 + len(edges))]
    means = [part.mean() for part in parts]
    return pd.DataFrame({"from": [0, *edges], "users": [len(part) for part in parts], "mean": means})
