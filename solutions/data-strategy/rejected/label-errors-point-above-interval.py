# question: label-errors
# why: Named as soon as its share lies above the interval of the second; its own chance is forgotten.
def label_errors(checked):
    wrong = (checked["recorded"] != checked["true"]).groupby(checked["source"])
    table = wrong.agg(["sum", "size", "mean"]).sort_values("mean")
    table["low"], table["high"] = stats.beta.interval(0.95, table["sum"] + 0.5, table["size"] - table["sum"] + 0.5)
    table = table.rename(columns={"mean": "error"}).reset_index()
    clear = table["error"].iloc[-1] > table["high"].iloc[-2]
    return table, table["source"].iloc[-1] if clear else None
