# question: decision
# why: The median gain of the queries.
def choose(pages):
    gain = (pages["weighted"] - pages["naive"]).groupby(pages["query"]).mean()
    margin = 1.96 * gain.sem()
    if gain.median() > margin:
        return "weighted"
    return "naive" if gain.median() < -margin else "undecided"
