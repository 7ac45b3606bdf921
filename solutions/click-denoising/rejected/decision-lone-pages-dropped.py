# question: decision
# why: Leaves out the queries with a single page.
def choose(pages):
    n = pages.groupby("query")["naive"].transform("size")
    x = pages[n > 1] if (n > 1).sum() > 10 else pages
    q = x.groupby("query")[["naive", "weighted"]].mean()
    g = q["weighted"] - q["naive"]
    m, se = g.mean(), g.std() / np.sqrt(len(g))
    return "weighted" if m - 1.96 * se > 0 else "naive" if m + 1.96 * se < 0 else "undecided"
