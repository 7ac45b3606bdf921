# question: mismatch
# why: Sets of users by arm, and what lies in one only.
def mismatch(log, shares):
    people = {arm: set(log.loc[(log["arm"] == arm) & log["user"].notna(), "user"]) for arm in shares}
    counts = []
    for arm in shares:
        others = set().union(*(people[a] for a in shares if a != arm))
        counts.append(len(people[arm] - others))
    expected = np.array(list(shares.values()), dtype=float)
    expected *= sum(counts) / expected.sum()
    return np.float64(stats.chisquare(counts, expected).pvalue)
