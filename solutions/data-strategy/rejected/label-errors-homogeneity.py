# question: label-errors
# why: Tests whether all sources are alike; that they are not says nothing about which is the worst.
def label_errors(checked):
    wrong = (checked["recorded"] != checked["true"]).groupby(checked["source"])
    table = wrong.agg(["sum", "size", "mean"]).sort_values("mean")
    table["low"], table["high"] = stats.beta.interval(0.95, table["sum"] + 0.5, table["size"] - table["sum"] + 0.5)
    table = table.rename(columns={"mean": "error"}).reset_index()
    counts = np.column_stack([table["sum"], table["size"] - table["sum"]])
    different = counts.sum(axis=0).min() > 0 and stats.chi2_contingency(counts).pvalue < 0.05
    return table, table["source"].iloc[-1] if different else None
