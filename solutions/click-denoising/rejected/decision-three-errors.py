# question: decision
# why: Demands three standard errors.
def choose(pages):
    gain = (pages["weighted"] - pages["naive"]).groupby(pages["query"]).mean()
    margin = 3 * gain.sem()
    if gain.mean() > margin:
        return "weighted"
    return "naive" if gain.mean() < -margin else "undecided"
