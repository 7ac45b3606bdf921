# question: negative-control
# why: The first repetition takes the users in the order of the rows.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.default_rng(seed)
    users = rows["user"].unique()
    alarms = 0
    for repeat in range(repeats):
        half = (rng.permutation(users) if repeat else users)[: len(users) // 2]
        inside = rows["user"].isin(half)
        alarms += test(rows[inside], rows[~inside]) < alpha
    return alarms / repeats
