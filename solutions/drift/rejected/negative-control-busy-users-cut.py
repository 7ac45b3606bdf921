# question: negative-control
# why: A user has at most a thousand rows.
def false_alarms(rows, test, alpha, repeats, seed):
    rows = rows.groupby("user").head(1000)
    rng = np.random.default_rng(seed)
    users = rows["user"].unique()
    alarms = 0
    for repeat in range(repeats):
        half = rng.permutation(users)[: len(users) // 2]
        inside = rows["user"].isin(half)
        alarms += test(rows[inside], rows[~inside]) < alpha
    return alarms / repeats
