# question: by-history
# why: Takes users for numbers.
def by_history(train, quality, edges):
    judged = quality.dropna()
    seen = train["user"].astype(int).value_counts().reindex(judged.index.astype(int), fill_value=0)
    judged = judged.set_axis(seen.index)
    starts = np.array([0, *edges])
    group = np.searchsorted(starts, seen, side="right") - 1
    values = [judged[group == g] for g in range(len(starts))]
    return pd.DataFrame(
        {"from": starts, "users": [len(v) for v in values], "mean": [v.mean() for v in values]}
    )
