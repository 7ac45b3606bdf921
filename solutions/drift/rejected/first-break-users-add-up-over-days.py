# question: first-break
# why: Adds up users over the days since the first.
def first_break(log, start, min_users):
    before = log["time"] < start
    new = log[~before & ~log["value"].isin(log.loc[before, "value"])].sort_values("time")
    users = (~new["user"].duplicated()).cumsum()
    days = new["time"].dt.normalize()[users >= min_users]
    return days.min()
