# question: first-break
# why: Days of different years with the same number add up.
def first_break(log, start, min_users):
    before = log["time"] < start
    new = log[~before & ~log["value"].isin(log.loc[before, "value"])].sort_values("time")
    number = new["time"].dt.dayofyear
    users = new.groupby(number)["user"].nunique()
    days = new["time"].dt.normalize()[number.isin(users.index[users >= min_users])]
    return days.min()
