# question: first-break
# why: Counts rows, not users: one broken client raises the alarm.
def first_break(log, start, min_users):
    before = log["time"] < start
    new = log[~before & ~log["value"].isin(log.loc[before, "value"])]
    users = new.groupby(new["time"].dt.normalize())["user"].count()
    return users.index[users >= min_users].min()
