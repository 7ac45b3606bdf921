# question: by-history
# why: Users of one group with the same quality and count are taken for duplicates.
def by_history(train, quality, edges):
    judged = quality.dropna().rename("quality").to_frame()
    judged["seen"] = train["user"].value_counts().reindex(judged.index).fillna(0)
    judged = judged.drop_duplicates()
    group = np.searchsorted(edges, judged["seen"], side="right")
    parts = [judged["quality"][group == g] for g in range(1 + len(edges))]
    means = [part.mean() for part in parts]
    return pd.DataFrame({"from": [0, *edges], "users": [len(part) for part in parts], "mean": means})
