# question: first-break
# why: Goes from day to day, and stops at the first that fits.
def first_break(log, start, min_users):
    reference = log.loc[log["time"] < start, "value"].fillna(-1e9).unique()
    watched = log[log["time"] >= start].sort_values("time")
    for day, rows in watched.groupby(watched["time"].dt.floor("D")):
        new = ~np.isin(rows["value"].fillna(-1e9).to_numpy(), reference)
        if len(set(rows["user"].to_numpy()[new])) >= min_users:
            return day
    return pd.NaT
