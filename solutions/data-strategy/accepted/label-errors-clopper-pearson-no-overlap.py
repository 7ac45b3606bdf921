# question: label-errors
# why: Exact intervals; a source is named if its own lies above all others.
def label_errors(checked):
    rows = []
    for source, group in checked.groupby("source"):
        k, n = int((group["recorded"] != group["true"]).sum()), len(group)
        low, high = stats.binomtest(k, n).proportion_ci(method="exact")
        rows.append({"source": source, "error": k / n, "low": low, "high": high})
    table = pd.DataFrame(rows).sort_values("error", ascending=False, ignore_index=True)
    clear = table["low"][0] > table["high"][1:].max()
    return table, table["source"][0] if clear else None
