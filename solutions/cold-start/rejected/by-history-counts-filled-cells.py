# question: by-history
# why: Counts the cells of the first other column, which skips gaps.
def by_history(train, quality, edges):
    judged = quality.dropna()
    seen = train.groupby("user").count()
    seen = seen.iloc[:, 0] if seen.shape[1] else train["user"].value_counts()
    group = np.searchsorted(edges, seen.reindex(judged.index, fill_value=0), side="right")
    parts = [judged[group == g] for g in range(1 + len(edges))]
    means = [part.mean() for part in parts]
    return pd.DataFrame({"from": [0, *edges], "users": [len(part) for part in parts], "mean": means})
