# question: decision
# why: Takes pages of a query for neighbours in the table.
def choose(pages):
    run = (pages["query"] != pages["query"].shift()).cumsum()
    q = pages.groupby(run)[["naive", "weighted"]].mean()
    g = q["weighted"] - q["naive"]
    m, se = g.mean(), g.std() / np.sqrt(len(g))
    return "weighted" if m - 1.96 * se > 0 else "naive" if m + 1.96 * se < 0 else "undecided"
