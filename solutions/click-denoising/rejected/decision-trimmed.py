# question: decision
# why: Trims the gains before it takes their mean.
def choose(pages):
    q = pages.groupby("query")[["naive", "weighted"]].mean()
    g = (q["weighted"] - q["naive"]).to_numpy()
    from scipy.stats import trim_mean

    m, se = trim_mean(g, 0.05), g.std(ddof=1) / np.sqrt(len(g))
    if g.std() == 0:
        m = g[0]
    return "weighted" if m - 1.96 * se > 0 else "naive" if m + 1.96 * se < 0 else "undecided"
