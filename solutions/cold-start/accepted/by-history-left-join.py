# question: by-history
# why: A left join, in which missing counts become 0.
def by_history(train, quality, edges):
    judged = quality.dropna().rename("q").rename_axis("user").reset_index()
    counts = train.groupby("user").size().rename("n").reset_index()
    table = judged.merge(counts, on="user", how="left").fillna({"n": 0})
    table["group"] = np.digitize(table["n"], edges)
    answer = table.groupby("group")["q"].agg(["size", "mean"]).reindex(range(len(edges) + 1))
    return answer.rename(columns={"size": "users"}).fillna({"users": 0}).assign(**{"from": [0, *edges]})
