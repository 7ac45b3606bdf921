# question: unit-change
# why: The first day that looks like the new unit, although an odd day before it may.
def unit_change(log, column):
    day = log["accepted_at"].dt.normalize()
    for source, values in np.log10(log[column]).groupby(log["source"]):
        medians = values.dropna().groupby(day).median()
        old, new = medians.head(10).median(), medians.tail(10).median()
        if abs(new - old) > 2:
            return source, medians.index[abs(medians - new) < abs(medians - old)][0]
    return None, None
