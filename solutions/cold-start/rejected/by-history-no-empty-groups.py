# question: by-history
# why: Groups without users are missing from the table.
def by_history(train, quality, edges):
    judged = quality.dropna()
    n = train["user"].value_counts().reindex(judged.index, fill_value=0)
    starts = np.array([0, *edges])[np.digitize(n, edges)]
    answer = judged.groupby(starts).agg(["size", "mean"]).set_axis(["users", "mean"], axis=1)
    return answer.rename_axis("from").reset_index()
