# question: first-break
# why: The reference ends at the midnight before start.
def first_break(log, start, min_users):
    before = log["time"] < start.normalize()
    new = log[(log["time"] >= start) & ~log["value"].isin(log.loc[before, "value"])]
    users = new.groupby(new["time"].dt.normalize())["user"].nunique()
    return users.index[users >= min_users].min()
