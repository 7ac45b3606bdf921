# question: negative-control
# why: The seed is always 0.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.default_rng(0)
    users = rows["user"].unique()
    found = []
    for _ in range(repeats):
        first = rows["user"].isin(rng.permutation(users)[: len(users) // 2])
        found.append(test(rows[first], rows[~first]) < alpha)
    return np.mean(found)
