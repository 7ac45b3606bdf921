# question: decision
# why: A one-sided test for each direction at a generous level.
def choose(pages):
    gain = (pages["weighted"] - pages["naive"]).groupby(pages["query"]).mean()
    margin = 1.28 * gain.sem()
    if gain.mean() > margin:
        return "weighted"
    return "naive" if gain.mean() < -margin else "undecided"
