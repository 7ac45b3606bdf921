# question: unit-change
# why: Looks at the weight, or at the first column of numbers, whatever column is asked for.
def unit_change(log, column):
    column = next((c for c in ("weight", "size", "distance") if c in log), column)
    day = log["accepted_at"].dt.normalize()
    for source, values in np.log10(log[column]).groupby(log["source"]):
        medians = values.dropna().groupby(day).median()
        old, new = medians.head(10).median(), medians.tail(10).median()
        if abs(new - old) > 2:
            votes = np.where(abs(medians - old) < abs(medians - new), 1, -1).cumsum()
            return source, medians.index[votes.argmax() + 1]
    return None, None
