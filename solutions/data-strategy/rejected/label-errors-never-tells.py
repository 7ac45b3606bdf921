# question: label-errors
# why: Always says that it cannot be told.
def label_errors(checked):
    wrong = (checked["recorded"] != checked["true"]).groupby(checked["source"])
    table = wrong.agg(["sum", "size", "mean"]).sort_values("mean")
    table["low"], table["high"] = stats.beta.interval(0.95, table["sum"] + 0.5, table["size"] - table["sum"] + 0.5)
    table = table.rename(columns={"mean": "error"}).reset_index()
    return table, None
