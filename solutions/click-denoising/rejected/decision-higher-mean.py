# question: decision
# why: Whichever mean is higher, however uncertain.
def choose(pages):
    gain = (pages["weighted"] - pages["naive"]).groupby(pages["query"]).mean()
    return "weighted" if gain.mean() > 0 else "naive"
