# question: negative-control
# why: Tosses a coin for each user: the halves differ in size.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.default_rng(seed)
    users = rows["user"].unique()
    found = []
    for _ in range(repeats):
        first = rows["user"].isin(users[rng.random(len(users)) < 0.5])
        found.append(test(rows[first], rows[~first]) < alpha)
    return np.mean(found)
