# question: first-break
# why: Missing values are dropped, and never new.
def first_break(log, start, min_users):
    before = log["time"] < start
    new = log[~before & ~log["value"].isin(log.loc[before, "value"]) & log["value"].notna()]
    users = new.groupby(new["time"].dt.normalize())["user"].nunique()
    return users.index[users >= min_users].min()
