# question: label-errors
# why: Takes the share of recorded claims for the share of errors.
def label_errors(checked):
    wrong = (checked["recorded"] == 1).groupby(checked["source"])
    table = wrong.agg(["sum", "size", "mean"]).sort_values("mean")
    limits = [stats.binomtest(int(k), int(n)).proportion_ci(method="wilson") for k, n in zip(table["sum"], table["size"])]
    table["low"], table["high"] = np.transpose(limits)
    table = table.rename(columns={"mean": "error"}).reset_index()
    (k2, n2), (k1, n1) = table[["sum", "size"]].tail(2).to_numpy()
    p = stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue
    return table, table["source"].iloc[-1] if p < 0.05 else None
