# question: decision
# why: Only asks whether weighting helps; a loss is undecided.
def choose(pages):
    gain = (pages["weighted"] - pages["naive"]).groupby(pages["query"]).mean()
    return "weighted" if gain.mean() > 1.96 * gain.sem() else "undecided"
