# question: negative-control
# why: Divides the users once, and repeats the test.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.default_rng(seed)
    users = rows["user"].unique()
    first = rows["user"].isin(rng.permutation(users)[: len(users) // 2])
    return np.mean([test(rows[first], rows[~first]) < alpha for _ in range(repeats)])
