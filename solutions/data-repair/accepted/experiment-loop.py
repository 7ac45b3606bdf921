# question: experiment
# why: Python's own random numbers and lists; the interval written out.
def experiment(X, recorded, truth, doubt, simple, strong, n_test, budget, seeds):
    import random

    gains = []
    for seed in seeds:
        rows = list(range(len(X)))
        random.Random(seed).shuffle(rows)
        test, train = sorted(rows[:n_test]), sorted(rows[n_test:])
        suspect = list(doubt(X[train], recorded[train]))
        order = sorted(range(len(train)), key=lambda i: suspect[i], reverse=True)
        reviewed = [recorded[i] for i in train]
        for place in order[:budget]:
            reviewed[place] = truth[train[place]]
        a = simple(X[train], np.array(reviewed), X[test], truth[test])
        b = strong(X[train], recorded[train], X[test], truth[test])
        gains.append(float(a - b))
    m = len(gains)
    mean = sum(gains) / m
    s = (sum((g - mean) ** 2 for g in gains) / (m - 1)) ** 0.5
    half = stats.t(m - 1).ppf(0.975) * s / m**0.5
    if mean - half > 0:
        decision = "repair"
    elif mean + half < 0:
        decision = "switch"
    else:
        decision = "cannot tell"
    return dict(gain=mean, low=mean - half, high=mean + half, decision=decision)
