# question: unit-change
# why: The first day whose median jumps: an odd day is enough.
def unit_change(log, column):
    for source, rows in log.groupby("source"):
        days = np.log10(rows.groupby(rows["accepted_at"].dt.normalize())[column].median().dropna())
        jump = days.diff().abs() > 2
        if jump.any():
            return source, days.index[jump][0]
    return None, None
