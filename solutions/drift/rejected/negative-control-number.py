# question: negative-control
# why: Counts alarms instead of giving their share.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.default_rng(seed)
    users = rows["user"].unique()
    found = 0
    for _ in range(repeats):
        first = rows["user"].isin(rng.permutation(users)[: len(users) // 2])
        found += test(rows[first], rows[~first]) < alpha
    return found
