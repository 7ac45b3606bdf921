# question: decision
# why: Pulls the largest and smallest gains in before it takes their mean.
def choose(pages):
    q = pages.groupby("query")[["naive", "weighted"]].mean()
    g = q["weighted"] - q["naive"]
    g = g.clip(g.quantile(.05), g.quantile(.95))   # outliers tamed
    if (g == 0).all(): return "undecided"
    se = g.std() / np.sqrt(len(g))
    return "weighted" if g.mean() > 1.96 * se else "naive" if g.mean() < -1.96 * se else "undecided"
