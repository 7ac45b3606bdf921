# question: decision
# why: Counts the queries that gain.
def choose(pages):
    gain = (pages["weighted"] - pages["naive"]).groupby(pages["query"]).mean()
    wins, losses = (gain > 0).sum(), (gain < 0).sum()
    margin = 1.96 * np.sqrt(wins + losses)
    if wins - losses > margin:
        return "weighted"
    return "naive" if losses - wins > margin else "undecided"
