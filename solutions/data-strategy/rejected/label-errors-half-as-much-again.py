# question: label-errors
# why: Accuses whoever errs half as often again as the second: with few errors chance does that.
def label_errors(checked):
    wrong = checked["recorded"] != checked["true"]
    g = wrong.groupby(checked["source"]).agg(["sum", "size"])
    rows = []
    for s, (k, n) in zip(g.index, g.to_numpy()):
        ci = stats.binomtest(int(k), int(n)).proportion_ci(method="wilson")
        rows.append((s, k / n, ci.low, ci.high))
    t = pd.DataFrame(rows, columns=["source", "error", "low", "high"])
    o = t.sort_values("error", ascending=False)
    return t, o["source"].iloc[0] if o["error"].iloc[0] > 1.5 * o["error"].iloc[1] and g["size"].min() >= 20 else None
