# question: interleaving
# why: The difference of the shares, twice the lead.
def preference(clicks):
    once = clicks.drop_duplicates(["user", "page", "result"])
    vote = np.where(once["team"] == "new", 1, -1)
    votes = pd.Series(vote, index=once["user"].to_numpy(), dtype=float).groupby(level=0).sum()
    wins, losses, users = int((votes > 0).sum()), int((votes < 0).sum()), len(votes)
    tied = users - wins - losses
    lead = (wins - losses) / users if users else 0.0
    p = stats.binomtest(wins, wins + losses, 0.5).pvalue if wins + losses else 1.0
    return lead, p
