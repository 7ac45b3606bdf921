# question: interleaving
# why: Twice the smaller tail, at most one.
def preference(clicks):
    distinct = clicks.groupby(["user", "page", "result"])["team"].first()
    votes = distinct.map({"new": 1, "old": -1}).astype(float).groupby("user").sum()
    up, down = (votes > 0).sum(), (votes < 0).sum()
    p = min(1.0, 2 * stats.binom.cdf(min(up, down), up + down, 0.5))
    lead = (up + (votes == 0).sum() / 2) / max(len(votes), 1) - 0.5
    return (lead if len(votes) else 0.0), p
