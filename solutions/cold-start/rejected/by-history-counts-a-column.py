# question: by-history
# why: Counts a column item, which need not be there.
def by_history(train, quality, edges):
    judged = quality.dropna()
    seen = train.groupby("user")["item"].count().reindex(judged.index, fill_value=0)
    starts = np.array([0, *edges])
    group = np.searchsorted(starts, seen, side="right") - 1
    values = [judged[group == g] for g in range(len(starts))]
    return pd.DataFrame(
        {"from": starts, "users": [len(v) for v in values], "mean": [v.mean() for v in values]}
    )
