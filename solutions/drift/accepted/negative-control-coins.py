# question: negative-control
# why: A shuffled list of users, cut in the middle.
def false_alarms(rows, test, alpha, repeats, seed):
    import random

    chance = random.Random(seed)
    users, alarms = sorted(set(rows["user"])), 0
    for _ in range(repeats):
        chance.shuffle(users)
        mine = set(users[: (len(users) + 1) // 2])
        side = np.array([u in mine for u in rows["user"]])
        alarms += test(rows[side], rows[~side]) < alpha
    return alarms / repeats
