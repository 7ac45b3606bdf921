# question: label-errors
# why: Takes the share of recorded claims for the share of errors.
def label_errors(checked):
    wrong = (checked["recorded"] == 1).groupby(checked["source"])
    table = wrong.agg(["sum", "size", "mean"]).sort_values("mean")
    table["low"], table["high"] = stats.beta.interval(0.95, table["sum"] + 0.5, table["size"] - table["sum"] + 0.5)
    table = table.rename(columns={"mean": "error"}).reset_index()
    (k2, n2), (k1, n1) = table[["sum", "size"]].tail(2).to_numpy()
    p = stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue
    return table, table["source"].iloc[-1] if p < 0.05 else None
