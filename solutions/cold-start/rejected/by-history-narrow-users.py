# question: by-history
# why: Users are read as numbers of 32 bits: large ones become others.
def by_history(train, quality, edges):
    def short(users):
        users = pd.Index(users)
        return users.astype("int32") if users.dtype.kind == "i" else users

    judged = quality.dropna()
    seen = short(train["user"]).value_counts()
    group = np.searchsorted(edges, [seen.get(user, 0) for user in short(judged.index)], side="right")
    parts = [judged[group == g] for g in range(1 + len(edges))]
    means = [part.mean() for part in parts]
    return pd.DataFrame({"from": [0, *edges], "users": [len(part) for part in parts], "mean": means})
