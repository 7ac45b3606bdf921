# question: negative-control
# why: The repetitions have the seeds seed, seed + 1 and so on, so that the next seed has all halves but one in common.
def false_alarms(rows, test, alpha, repeats, seed):
    users = rows["user"].unique()
    alarms = 0
    for repeat in range(repeats):
        rng = np.random.default_rng(seed + repeat)
        half = rng.permutation(users)[: len(users) // 2]
        inside = rows["user"].isin(half)
        alarms += test(rows[inside], rows[~inside]) < alpha
    return alarms / repeats
