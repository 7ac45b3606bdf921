# question: user-test
# why: Permutes the users between the sides, with a fixed seed.
def user_test(before, after):
    a, b = (side.groupby("user")["value"].mean().round(9).to_numpy() for side in (before, after))
    both = np.concatenate([a, b])
    rng = np.random.default_rng(0)
    shuffled = rng.permuted(np.tile(both, (999, 1)), axis=1)
    null = np.abs(shuffled[:, : len(a)].mean(axis=1) - shuffled[:, len(a) :].mean(axis=1))
    return (1 + (null >= abs(a.mean() - b.mean()) - 1e-12).sum()) / 1000
