# question: unit-change
# why: Medians over windows of nine days with values, and where the step between neighbours is largest.
def unit_change(log, column):
    best = (np.log10(100), None, None)
    for source in log["source"].unique():
        rows = log[(log["source"] == source) & log[column].notna()]
        days = np.log10(rows.groupby(rows["accepted_at"].dt.floor("D"))[column].median())
        smooth = days.rolling(9, center=True, min_periods=1).median()
        jump = smooth.diff().abs()
        if jump.max() > best[0]:
            best = jump.max(), source, jump.idxmax()
    return best[1], best[2]
