# question: mismatch
# why: A user of several arms counts in the first.
def mismatch(log, shares):
    log = log[log["user"].notna()]
    pairs = log[["user", "arm"]].drop_duplicates()
    arms = pairs.groupby("user")["arm"].nunique()
    pairs = pairs.drop_duplicates("user")
    counts = np.array([(pairs["arm"] == arm).sum() for arm in shares], dtype=float)
    share = np.array(list(shares.values()), dtype=float)
    expected = counts.sum() * share / share.sum()
    statistic = ((counts - expected) ** 2 / expected).sum()
    return stats.chi2.sf(statistic, len(counts) - 1)
