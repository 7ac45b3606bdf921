# question: unit-change
# why: The cut that leaves the least absolute deviation from a median on either side.
def unit_change(log, column):
    for source, rows in log.groupby("source"):
        daily = rows.groupby(rows["accepted_at"].dt.date)[column].median().dropna().sort_index()
        x = np.log(daily.to_numpy())
        cost = {}
        for cut in range(10, len(x) - 9):
            left, right = x[:cut], x[cut:]
            cost[cut] = np.abs(left - np.median(left)).sum() + np.abs(right - np.median(right)).sum()
        cut = min(cost, key=cost.get)
        if abs(np.median(x[cut:]) - np.median(x[:cut])) > np.log(60):
            return source, pd.Timestamp(daily.index[cut])
    return None, None
