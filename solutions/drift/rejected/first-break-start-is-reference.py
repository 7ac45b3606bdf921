# question: first-break
# why: A row exactly at start goes to the reference.
def first_break(log, start, min_users):
    before = log["time"] <= start
    new = log[~before & ~log["value"].isin(log.loc[before, "value"])]
    users = new.groupby(new["time"].dt.normalize())["user"].nunique()
    return users.index[users >= min_users].min()
