# question: label-errors
# why: The normal interval, which has no width where there were no errors.
def label_errors(checked):
    wrong = (checked["recorded"] != checked["true"]).groupby(checked["source"])
    table = wrong.agg(["sum", "size", "mean"]).sort_values("mean").rename(columns={"mean": "error"}).reset_index()
    half = 1.96 * np.sqrt(table["error"] * (1 - table["error"]) / table["size"])
    table["low"], table["high"] = (table["error"] - half).clip(0), (table["error"] + half).clip(upper=1)
    (k2, n2), (k1, n1) = table[["sum", "size"]].tail(2).to_numpy()
    p = stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue
    return table, table["source"].iloc[-1] if p < 0.05 else None
