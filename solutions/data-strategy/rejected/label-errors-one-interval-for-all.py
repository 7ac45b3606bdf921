# question: label-errors
# why: The same half width for every source, from all checks together.
def label_errors(checked):
    wrong = (checked["recorded"] != checked["true"]).groupby(checked["source"])
    table = wrong.agg(["sum", "size", "mean"]).sort_values("mean").rename(columns={"mean": "error"}).reset_index()
    p = table["sum"].sum() / table["size"].sum()
    half = 1.96 * np.sqrt(p * (1 - p) / table["size"].sum()) + 0.01
    table["low"], table["high"] = (table["error"] - half).clip(0), (table["error"] + half).clip(upper=1)
    (k2, n2), (k1, n1) = table[["sum", "size"]].tail(2).to_numpy()
    p = stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue
    return table, table["source"].iloc[-1] if p < 0.05 else None
