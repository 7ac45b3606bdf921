# question: negative-control
# why: Users are matched by their number of rows, and the two of a pair are never on one side.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.default_rng(seed)
    matched = rows["user"].value_counts().index.to_numpy()
    matched = matched[: len(matched) // 2 * 2].reshape(-1, 2)
    users = rows["user"].unique()
    alarms = 0
    for repeat in range(repeats):
        half = rng.permuted(matched, axis=1)[:, 0]
        inside = rows["user"].isin(half)
        alarms += test(rows[inside], rows[~inside]) < alpha
    return alarms / repeats
