# question: negative-control
# why: Makes the generator anew in each repetition: all halves are the same.
def false_alarms(rows, test, alpha, repeats, seed):
    users = rows["user"].unique()
    found = []
    for _ in range(repeats):
        half = np.random.default_rng(seed).permutation(users)[: len(users) // 2]
        first = rows["user"].isin(half)
        found.append(test(rows[first], rows[~first]) < alpha)
    return np.mean(found)
