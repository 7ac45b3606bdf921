# question: by-history
# why: A name of digits is read as a number, so that 7 and 07 become one user.
def by_history(train, quality, edges):
    def key(user):
        return int(user) if str(user).isdigit() else user

    judged = quality.dropna()
    known = train["user"].map(key).value_counts()
    group = np.searchsorted(edges, [known.get(key(user), 0) for user in judged.index], side="right")
    parts = [judged[group == g] for g in range(1 + len(edges))]
    means = [part.mean() for part in parts]
    return pd.DataFrame({"from": [0, *edges], "users": [len(part) for part in parts], "mean": means})
