# question: negative-control
# why: Users are taken as shuffled rows bring them: the busy ones first.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.default_rng(seed)
    users = rows["user"].unique()
    alarms = 0
    for repeat in range(repeats):
        half = pd.unique(rng.permutation(rows["user"]))[: len(users) // 2]
        inside = rows["user"].isin(half)
        alarms += test(rows[inside], rows[~inside]) < alpha
    return alarms / repeats
