# question: first-break
# why: Asks for enough users of one and the same new value.
def first_break(log, start, min_users):
    before = log["time"] < start
    new = log[~before & ~log["value"].isin(log.loc[before, "value"])]
    by = new.assign(day=new["time"].dt.normalize()).groupby(["day", "value"], dropna=False)
    users = by["user"].nunique()
    return users[users >= min_users].reset_index()["day"].min()
