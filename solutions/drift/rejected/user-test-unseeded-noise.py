# question: user-test
# why: Noise against ties has no seed, so that the same users give another p-value each time.
def user_test(before, after):
    rng = np.random.default_rng()
    means = [side.groupby("user")["value"].mean() for side in (before, after)]
    noisy = [m + rng.normal(0, 1e-3 * m.std(), len(m)) for m in means]
    return stats.ttest_ind(*noisy, equal_var=False).pvalue
