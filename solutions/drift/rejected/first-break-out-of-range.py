# question: first-break
# why: Compares with the reference's range, in which half stars lie.
def first_break(log, start, min_users):
    before = log["time"] < start
    known = log.loc[before, "value"]
    new = log[~before & ~log["value"].between(known.min(), known.max())]
    users = new.groupby(new["time"].dt.normalize())["user"].nunique()
    return users.index[users >= min_users].min()
