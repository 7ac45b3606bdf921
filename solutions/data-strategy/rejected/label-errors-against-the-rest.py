# question: label-errors
# why: Compares the highest with all others pooled, among whom an equally bad source hides.
def label_errors(checked):
    wrong = (checked["recorded"] != checked["true"]).groupby(checked["source"])
    table = wrong.agg(["sum", "size", "mean"]).sort_values("mean")
    table["low"], table["high"] = stats.beta.interval(0.95, table["sum"] + 0.5, table["size"] - table["sum"] + 0.5)
    table = table.rename(columns={"mean": "error"}).reset_index()
    k, n = table[["sum", "size"]].iloc[-1]
    rest = table[["sum", "size"]].iloc[:-1].sum()
    p = stats.fisher_exact([[k, n - k], [rest["sum"], rest["size"] - rest["sum"]]]).pvalue
    return table, table["source"].iloc[-1] if p < 0.05 else None
