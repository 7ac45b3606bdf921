# question: mismatch
# why: A loop over the rows.
def mismatch(log, shares):
    where = {}
    for user, arm in log[["user", "arm"]].itertuples(index=False):
        if not np.isnan(user):
            where.setdefault(user, set()).add(arm)
    count = {arm: 0 for arm in shares}
    for arms in where.values():
        if len(arms) == 1:
            count[next(iter(arms))] += 1
    total = sum(count.values())
    scale = total / sum(shares.values())
    return stats.chisquare([count[a] for a in shares], [shares[a] * scale for a in shares])[1]
