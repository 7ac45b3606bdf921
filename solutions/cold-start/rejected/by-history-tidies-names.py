# question: by-history
# why: Blanks and capitals are taken off the names, so that two users become one.
def by_history(train, quality, edges):
    judged = quality.dropna()
    tidy = train["user"].astype(str).str.strip().str.lower().value_counts()
    seen = np.array([tidy.get(str(user).strip().lower(), 0) for user in judged.index])
    group = np.searchsorted(edges, seen, side="right")
    parts = [judged[group == g] for g in range(1 + len(edges))]
    means = [part.mean() for part in parts]
    return pd.DataFrame({"from": [0, *edges], "users": [len(part) for part in parts], "mean": means})
