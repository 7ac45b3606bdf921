# question: unit-change
# why: Names the source with the largest step, however small.
def unit_change(log, column):
    best = (-1, None, None)
    day = log["accepted_at"].dt.normalize()
    for source, values in np.log10(log[column]).groupby(log["source"]):
        medians = values.dropna().groupby(day).median()
        old, new = medians.head(10).median(), medians.tail(10).median()
        votes = np.where(abs(medians - old) < abs(medians - new), 1, -1).cumsum()
        if abs(new - old) > best[0]:
            best = abs(new - old), source, medians.index[min(votes.argmax() + 1, len(medians) - 1)]
    return best[1], best[2]
