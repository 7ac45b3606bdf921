# question: decision
# why: Takes the interval of 99%.
def choose(pages):
    q = pages.groupby("query")[["naive", "weighted"]].mean()
    g = (q["weighted"] - q["naive"]).to_numpy()
    m, se = g.mean(), g.std(ddof=1) / np.sqrt(len(g))
    se *= 2.58 / 1.96
    return "weighted" if m - 1.96 * se > 0 else "naive" if m + 1.96 * se < 0 else "undecided"
