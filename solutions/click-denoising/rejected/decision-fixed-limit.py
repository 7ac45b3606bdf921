# question: decision
# why: A fixed limit for the gain.
def choose(pages):
    gain = (pages["weighted"] - pages["naive"]).groupby(pages["query"]).mean()
    margin = 0.01
    if gain.mean() > margin:
        return "weighted"
    return "naive" if gain.mean() < -margin else "undecided"
