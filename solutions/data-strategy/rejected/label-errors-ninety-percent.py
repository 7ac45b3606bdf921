# question: label-errors
# why: An interval of 90% in place of 95%.
def label_errors(checked):
    wrong = (checked["recorded"] != checked["true"]).groupby(checked["source"])
    table = wrong.agg(["sum", "size", "mean"]).sort_values("mean")
    limits = [stats.binomtest(k, n).proportion_ci(0.9, method="wilson") for k, n in zip(table["sum"], table["size"])]
    table["low"], table["high"] = np.transpose(limits)
    table = table.rename(columns={"mean": "error"}).reset_index()
    (k2, n2), (k1, n1) = table[["sum", "size"]].tail(2).to_numpy()
    p = stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue
    return table, table["source"].iloc[-1] if p < 0.05 else None
