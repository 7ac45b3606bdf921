# question: first-break
# why: Takes the first row of the log for the earliest.
def first_break(log, start, min_users):
    before = log["time"] < start
    new = log[~before & ~log["value"].isin(log.loc[before, "value"])]
    users = new.groupby(new["time"].dt.normalize(), sort=False)["user"].nunique()
    good = users.index[users >= min_users]
    return good[0] if len(good) else pd.NaT
