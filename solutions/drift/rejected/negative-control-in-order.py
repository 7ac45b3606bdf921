# question: negative-control
# why: The first half of the users against the second, in their order.
def false_alarms(rows, test, alpha, repeats, seed):
    users = rows["user"].unique()
    found = []
    for _ in range(repeats):
        users = np.roll(users, seed + 1)
        first = rows["user"].isin(users[: len(users) // 2])
        found.append(test(rows[first], rows[~first]) < alpha)
    return np.mean(found)
