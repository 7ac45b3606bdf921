# question: decision
# why: Naive minus weighted.
def choose(pages):
    gain = (pages["naive"] - pages["weighted"]).groupby(pages["query"]).mean()
    margin = 1.96 * gain.sem()
    if gain.mean() > margin:
        return "weighted"
    return "naive" if gain.mean() < -margin else "undecided"
