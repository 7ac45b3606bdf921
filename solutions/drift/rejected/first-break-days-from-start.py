# question: first-break
# why: Days are counted from start, 24 hours each.
def first_break(log, start, min_users):
    before = log["time"] < start
    new = log[~before & ~log["value"].isin(log.loc[before, "value"])]
    number = (new["time"] - start) // pd.Timedelta("1D")
    users = new.groupby(number)["user"].nunique()
    days = users.index[users >= min_users]
    return (start + pd.Timedelta(days=int(days[0]))).normalize() if len(days) else pd.NaT
