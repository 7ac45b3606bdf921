# question: mismatch
# why: A table of users and arms.
def mismatch(log, shares):
    table = pd.crosstab(log["user"], log["arm"]).gt(0).reindex(columns=list(shares), fill_value=False)
    counts = table[table.sum(axis=1) == 1].sum().to_numpy()
    planned = np.array([shares[arm] for arm in shares]) / sum(shares.values())
    return stats.chisquare(counts, counts.sum() * planned).pvalue
