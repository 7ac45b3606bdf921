# question: negative-control
# why: Permutes sides instead of users.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.default_rng(seed)
    code, users = pd.factorize(rows["user"])
    side = np.arange(len(users)) % 2
    p = []
    for _ in range(repeats):
        drawn = rng.permutation(side)[code]
        p.append(float(test(rows[drawn == 0], rows[drawn == 1])))
    return float((np.array(p) < alpha).mean())
