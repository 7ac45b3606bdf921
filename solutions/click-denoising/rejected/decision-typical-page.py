# question: decision
# why: The median of a query's pages in place of their mean.
def choose(pages):
    q = pages.groupby("query")[["naive", "weighted"]].median()   # typical page
    g = q["weighted"] - q["naive"]
    if (g == 0).all(): return "undecided"
    se = g.std() / np.sqrt(len(g))
    return "weighted" if g.mean() > 1.96 * se else "naive" if g.mean() < -1.96 * se else "undecided"
