# question: negative-control
# why: Divides the rows.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(repeats):
        first = rng.permutation(len(rows)) < len(rows) // 2
        found.append(test(rows[first], rows[~first]) < alpha)
    return np.mean(found)
