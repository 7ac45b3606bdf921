# question: label-errors
# why: Always says that it cannot be told.
def label_errors(checked):
    wrong = (checked["recorded"] != checked["true"]).groupby(checked["source"])
    table = wrong.agg(["sum", "size", "mean"]).sort_values("mean")
    limits = [stats.binomtest(k, n).proportion_ci(method="wilson") for k, n in zip(table["sum"], table["size"])]
    table["low"], table["high"] = np.transpose(limits)
    table = table.rename(columns={"mean": "error"}).reset_index()
    return table, None
