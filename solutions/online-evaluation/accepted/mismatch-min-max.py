# question: mismatch
# why: A user is in one arm if the smallest and the largest name agree.
def mismatch(log, shares):
    users = log.groupby("user")["arm"].agg(["min", "max"])
    alone = users.loc[users["min"] == users["max"], "min"]
    n = pd.Series({arm: (alone == arm).sum() for arm in shares})
    expected = pd.Series(shares) * n.sum() / sum(shares.values())
    return stats.chi2.sf(((n - expected) ** 2 / expected).sum(), len(n) - 1)
