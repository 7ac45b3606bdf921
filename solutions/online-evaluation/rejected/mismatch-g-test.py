# question: mismatch
# why: A likelihood ratio in place of Pearson's statistic.
def mismatch(log, shares):
    log = log[log["user"].notna()]
    pairs = log[["user", "arm"]].drop_duplicates()
    arms = pairs.groupby("user")["arm"].nunique()
    pairs = pairs[pairs["user"].map(arms) == 1]
    counts = np.array([(pairs["arm"] == arm).sum() for arm in shares], dtype=float)
    share = np.array(list(shares.values()), dtype=float)
    expected = counts.sum() * share / share.sum()
    statistic = 2 * sum(c * np.log(c / e) for c, e in zip(counts, expected) if c)
    return stats.chi2.sf(statistic, len(counts) - 1)
