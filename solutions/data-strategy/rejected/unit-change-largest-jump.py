# question: unit-change
# why: The largest jump between two days, which may be an odd day that went back.
def unit_change(log, column):
    best = (2, None, None)
    for source, rows in log.groupby("source"):
        days = np.log10(rows.groupby(rows["accepted_at"].dt.normalize())[column].median().dropna())
        jump = days.diff().abs()
        if jump.max() > best[0]:
            best = jump.max(), source, jump.idxmax()
    return best[1], best[2]
