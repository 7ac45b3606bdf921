# question: mismatch
# why: The family of statistics that Pearson's belongs to.
def mismatch(log, shares):
    sets = log.dropna().groupby("user")["arm"].unique()
    names = [arms[0] for arms in sets if len(arms) == 1]
    counts = [names.count(arm) for arm in shares]
    weight = np.fromiter(shares.values(), float)
    return stats.power_divergence(counts, weight / weight.sum() * len(names), lambda_="pearson").pvalue
