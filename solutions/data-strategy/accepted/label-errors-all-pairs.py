# question: label-errors
# why: Named only if Fisher tells it from each of the others.
def label_errors(checked):
    table = checked.assign(e=checked["recorded"] != checked["true"]).groupby("source")["e"].agg(["sum", "size"])
    ci = [stats.binomtest(int(k), int(n)).proportion_ci(method="wilson") for k, n in table.to_numpy()]
    shown = pd.DataFrame({"source": table.index, "error": table["sum"].to_numpy() / table["size"].to_numpy(),
                          "low": [c.low for c in ci], "high": [c.high for c in ci]})
    top = shown["error"].idxmax()
    k, n = table.to_numpy()[top]
    others = [pair for i, pair in enumerate(table.to_numpy()) if i != top]
    told = all(stats.fisher_exact([[k, n - k], [a, b - a]]).pvalue < 0.05 for a, b in others)
    return shown, shown["source"][top] if told else None
