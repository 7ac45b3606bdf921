# question: negative-control
# why: The seed decides nothing.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.default_rng()
    users = rows["user"].unique()
    found = []
    for _ in range(repeats):
        first = rows["user"].isin(rng.permutation(users)[: len(users) // 2])
        found.append(test(rows[first], rows[~first]) < alpha)
    return np.mean(found)
