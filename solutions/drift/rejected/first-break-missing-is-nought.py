# question: first-break
# why: Missing values are filled with 0, which the reference may have.
def first_break(log, start, min_users):
    log = log.assign(value=log["value"].fillna(0))
    known = log.loc[log["time"] < start, "value"]
    new = log[(log["time"] >= start) & ~log["value"].isin(known)]
    users = new.groupby(new["time"].dt.normalize())["user"].nunique()
    days = users.index[users >= min_users]
    return days.min() if len(days) else pd.NaT
