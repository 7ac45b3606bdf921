# question: by-history
# why: Counts in 8 bits wrap round above 127 rows.
def by_history(train, quality, edges):
    judged = quality.dropna()
    seen = train["user"].value_counts().astype("int8").reindex(judged.index, fill_value=0)
    starts = np.array([0, *edges])
    group = np.searchsorted(starts, seen, side="right") - 1
    values = [judged[group == g] for g in range(len(starts))]
    return pd.DataFrame(
        {"from": starts, "users": [len(v) for v in values], "mean": [v.mean() for v in values]}
    )
