# question: decision
# why: Compares with the spread of the queries, not with the error of their mean.
def choose(pages):
    gain = (pages["weighted"] - pages["naive"]).groupby(pages["query"]).mean()
    margin = 1.96 * gain.std()
    if gain.mean() > margin:
        return "weighted"
    return "naive" if gain.mean() < -margin else "undecided"
