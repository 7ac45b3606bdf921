# question: first-break
# why: Watches the whole day of the start, with what came before it that day.
def first_break(log, start, min_users):
    day = log["time"].dt.normalize()
    before = day < start.normalize()
    new = log[~before & ~log["value"].isin(log.loc[before, "value"])]
    users = new.groupby(day)["user"].nunique()
    return users.index[users >= min_users].min()
