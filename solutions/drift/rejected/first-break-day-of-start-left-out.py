# question: first-break
# why: Compares midnights with the start, so that the rest of the start's day is not watched.
def first_break(log, start, min_users):
    day = log["time"].dt.normalize()
    known = log.loc[day < start, "value"]
    new = log[(day >= start) & ~log["value"].isin(known)]
    users = new.groupby(day)["user"].nunique()
    return users.index[users >= min_users].min()
