# question: interleaving
# why: A user prefers the ranker that won more of the user's pages.
def preference(clicks):
    once = clicks.drop_duplicates(["user", "page", "result"])
    vote = np.where(once["team"] == "new", 1, -1)
    pages = pd.Series(vote, index=pd.MultiIndex.from_frame(once[["user", "page"]]), dtype=float).groupby(level=[0, 1]).sum()
    votes = np.sign(pages).groupby(level=0).sum()
    wins, losses, users = int((votes > 0).sum()), int((votes < 0).sum()), len(votes)
    tied = users - wins - losses
    lead = (wins + tied / 2) / users - 0.5 if users else 0.0
    p = stats.binomtest(wins, wins + losses, 0.5).pvalue if wins + losses else 1.0
    return lead, p
