# question: by-history
# why: Counts the last run of rows of a user, as if the log were sorted by users.
from itertools import groupby


def by_history(train, quality, edges):
    judged = quality.dropna()
    runs = {user: len(list(rows)) for user, rows in groupby(train["user"])}
    group = np.searchsorted(edges, [runs.get(user, 0) for user in judged.index], side="right")
    parts = [judged[group == g] for g in range(1 + len(edges))]
    means = [part.mean() for part in parts]
    return pd.DataFrame({"from": [0, *edges], "users": [len(part) for part in parts], "mean": means})
