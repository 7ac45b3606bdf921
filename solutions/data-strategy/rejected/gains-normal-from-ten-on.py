# question: gains
# why: Takes the normal distribution's factor from ten seeds on.
def gains(runs):
    wide = runs.pivot(index="seed", columns="repair", values="quality")
    rows = []
    for r in wide.columns.drop("none"):
        d = (wide[r] - wide["none"]).dropna()
        t = stats.t.ppf(0.975, len(d) - 1) if len(d) < 10 else 1.96
        half = t * stats.sem(d)
        rows.append((r, d.mean(), d.mean() - half, d.mean() + half))
    return pd.DataFrame(rows, columns=["repair", "gain", "low", "high"])
