# question: by-history
# why: Rows with a gap in another column are not counted.
def by_history(train, quality, edges):
    judged = quality.dropna()
    seen = train.dropna()["user"].value_counts().reindex(judged.index, fill_value=0)
    starts = np.array([0, *edges])
    group = np.searchsorted(starts, seen, side="right") - 1
    values = [judged[group == g] for g in range(len(starts))]
    return pd.DataFrame(
        {"from": starts, "users": [len(v) for v in values], "mean": [v.mean() for v in values]}
    )
