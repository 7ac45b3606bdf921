# question: first-break
# why: NaN equals nothing, so that it counts as new even if the reference has it.
def first_break(log, start, min_users):
    before = log["time"] < start
    known = set(log.loc[before, "value"].dropna())
    new = log[~before & ~log["value"].isin(known)]
    users = new.groupby(new["time"].dt.normalize())["user"].nunique()
    return users.index[users >= min_users].min()
