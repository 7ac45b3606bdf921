# question: decision
# why: Queries count by their pages.
def choose(pages):
    difference = pages["weighted"] - pages["naive"]
    gain = difference.groupby(pages["query"]).mean()
    margin = 1.96 * gain.sem()
    if difference.mean() > margin:
        return "weighted"
    return "naive" if difference.mean() < -margin else "undecided"
