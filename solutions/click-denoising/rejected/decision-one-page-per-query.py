# question: decision
# why: Keeps one page of each query.
def choose(pages):
    # one page a query
    q = pages.drop_duplicates("query").set_index("query")
    g = q["weighted"] - q["naive"]
    if (g == 0).all(): return "undecided"
    se = g.std() / np.sqrt(len(g))
    return "weighted" if g.mean() > 1.96 * se else "naive" if g.mean() < -1.96 * se else "undecided"
