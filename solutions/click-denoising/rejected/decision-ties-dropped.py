# question: decision
# why: Leaves out the queries without a gain.
def choose(pages):
    q = pages.groupby("query")[["naive", "weighted"]].mean()
    g = q["weighted"] - q["naive"]
    g = g[g != 0]      # ties say nothing
    if len(g) == 0: return "undecided"
    se = g.std() / np.sqrt(len(g))
    return "weighted" if g.mean() > 1.96 * se else "naive" if g.mean() < -1.96 * se else "undecided"
