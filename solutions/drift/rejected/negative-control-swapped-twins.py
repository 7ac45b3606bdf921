# question: negative-control
# why: Every second repetition swaps the sides of the one before.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.default_rng(seed)
    users = rows["user"].unique()
    alarms = 0
    for repeat in range(repeats):
        half = users[~np.isin(users, half)] if repeat % 2 else rng.permutation(users)[: len(users) // 2]
        inside = rows["user"].isin(half)
        alarms += test(rows[inside], rows[~inside]) < alpha
    return alarms / repeats
