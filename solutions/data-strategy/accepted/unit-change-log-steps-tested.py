# question: unit-change
# why: Every day is tried: do the medians of the eight days with values before and after differ by a
# thousand?
def unit_change(log, column):
    table = log.assign(day=log["accepted_at"].dt.normalize()).pivot_table(column, "day", "source", aggfunc="median")
    for source in table.columns:
        daily = np.log10(table[source].dropna())
        x = daily.to_numpy()
        best, at = 1.8, None
        for i in range(8, len(x) - 7):
            step = abs(np.median(x[i:i + 8]) - np.median(x[i - 8:i]))
            near = abs(x[i] - x[i - 1])
            if min(step, near) > best:
                best, at = min(step, near), daily.index[i]
        if at is not None:
            return source, at
    return None, None
