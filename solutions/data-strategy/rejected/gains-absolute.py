# question: gains
# why: Absolute differences: a repair that does harm gains.
def gains(runs):
    wide = runs.pivot(index="seed", columns="repair", values="quality")
    rows = []
    for r in wide.columns.drop("none"):
        d = (wide[r] - wide["none"]).abs().dropna()
        half = stats.t.ppf(0.975, len(d) - 1) * stats.sem(d)
        rows.append((r, d.mean(), d.mean() - half, d.mean() + half))
    return pd.DataFrame(rows, columns=["repair", "gain", "low", "high"])
