# question: unit-change
# why: The mean of a day, which one machine moves, in place of its median.
def unit_change(log, column):
    day = log["accepted_at"].dt.normalize()
    for source, values in log[column].groupby(log["source"]):
        means = np.log10(values.dropna().groupby(day).mean())
        old, new = means.head(10).median(), means.tail(10).median()
        if abs(new - old) > 2:
            votes = np.where(abs(means - old) < abs(means - new), 1, -1).cumsum()
            return source, means.index[votes.argmax() + 1]
    return None, None
