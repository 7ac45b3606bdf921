# question: decision
# why: Takes pages of a query for independent.
def choose(pages):
    gain = pages["weighted"] - pages["naive"]
    margin = 1.96 * gain.sem()
    if gain.mean() > margin:
        return "weighted"
    return "naive" if gain.mean() < -margin else "undecided"
