# question: negative-control
# why: Rows by user in a dict, joined anew for each half.
def false_alarms(rows, test, alpha, repeats, seed):
    by_user = dict(list(rows.groupby("user")))
    users = list(by_user)
    alarms = 0
    for state in np.random.SeedSequence(seed).spawn(repeats):
        halves = np.array_split(np.random.default_rng(state).permutation(len(users)), 2)
        alarms += test(*(pd.concat([by_user[users[i]] for i in half]) for half in halves)) < alpha
    return alarms / repeats
