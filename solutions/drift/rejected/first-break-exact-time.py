# question: first-break
# why: Returns the time of the first row instead of its day.
def first_break(log, start, min_users):
    before = log["time"] < start
    new = log[~before & ~log["value"].isin(log.loc[before, "value"])]
    users = new.groupby(new["time"].dt.normalize())["user"].nunique()
    day = users.index[users >= min_users].min()
    return new["time"][new["time"] >= day].min()
