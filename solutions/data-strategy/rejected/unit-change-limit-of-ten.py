# question: unit-change
# why: A step of ten between two weeks is enough, though a day may be five times as light as usual, or as heavy.
def unit_change(log, column):
    for source, rows in log.groupby("source"):
        daily = np.log10(rows.groupby(rows["accepted_at"].dt.normalize())[column].median().dropna())
        x = daily.to_numpy()
        best, at = 0, None
        for i in range(10, len(x) - 9):
            jump = abs(x[i] - x[i - 1])
            if jump > best and abs(np.median(x[i:i + 7]) - np.median(x[i - 7:i])) > 1:
                best, at = jump, daily.index[i]
        if at is not None:
            return source, at
    return None, None
