# question: unit-change
# why: Adds a day of the calendar to the last old day; nothing may have been sent then.
def unit_change(log, column):
    day = log["accepted_at"].dt.normalize()
    for source, values in np.log10(log[column]).groupby(log["source"]):
        medians = values.dropna().groupby(day).median()
        old, new = medians.head(10).median(), medians.tail(10).median()
        if abs(new - old) > 2:
            votes = np.where(abs(medians - old) < abs(medians - new), 1, -1).cumsum()
            return source, medians.index[votes.argmax()] + pd.Timedelta(days=1)
    return None, None
