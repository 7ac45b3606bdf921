# question: interleaving
# why: A loop with a set of clicks.
def preference(clicks):
    seen, votes = set(), {}
    for row in clicks.itertuples(index=False):
        key = (row.user, row.page, row.result)
        if key not in seen:
            seen.add(key)
            votes[row.user] = votes.get(row.user, 0) + (1 if row.team == "new" else -1)
    new = sum(v > 0 for v in votes.values())
    old = sum(v < 0 for v in votes.values())
    if not votes:
        return 0, 1
    return (new - old) / (2 * len(votes)), stats.binomtest(new, new + old).pvalue if new + old else 1
