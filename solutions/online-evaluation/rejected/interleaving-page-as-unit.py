# question: interleaving
# why: Each page is a voice of its own.
def preference(clicks):
    once = clicks.drop_duplicates(["user", "page", "result"])
    vote = np.where(once["team"] == "new", 1, -1)
    votes = pd.Series(vote, index=once["user"].astype(str) + "/" + once["page"].astype(str), dtype=float).groupby(level=0).sum()
    wins, losses, users = int((votes > 0).sum()), int((votes < 0).sum()), len(votes)
    tied = users - wins - losses
    lead = (wins + tied / 2) / users - 0.5 if users else 0.0
    p = stats.binomtest(wins, wins + losses, 0.5).pvalue if wins + losses else 1.0
    return lead, p
