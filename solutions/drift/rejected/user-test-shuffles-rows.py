# question: user-test
# why: Permutes rows instead of users.
def user_test(before, after):
    a, b = before["value"].to_numpy(), after["value"].to_numpy()
    both, rng = np.concatenate([a, b]), np.random.default_rng(0)
    seen = abs(a.mean() - b.mean())
    null = []
    for _ in range(99):
        rng.shuffle(both)
        null.append(abs(both[: len(a)].mean() - both[len(a) :].mean()))
    return (1 + (np.array(null) >= seen).sum()) / 100
