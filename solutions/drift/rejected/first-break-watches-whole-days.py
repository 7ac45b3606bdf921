# question: first-break
# why: The day of start is left out or taken in as a whole.
def first_break(log, start, min_users):
    day = log["time"].dt.normalize()
    before = day <= start.normalize() if start != start.normalize() else day < start
    new = log[~before & ~log["value"].isin(log.loc[before, "value"])]
    users = new.groupby(day)["user"].nunique()
    return users.index[users >= min_users].min()
