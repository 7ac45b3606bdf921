# question: first-break
# why: Counts different pairs of a user and a value.
def first_break(log, start, min_users):
    known = set(log.loc[log["time"] < start, "value"].fillna(-1e9))
    late = log[log["time"] >= start].assign(value=lambda t: t["value"].fillna(-1e9))
    late = late[~late["value"].isin(known)]
    pairs = late.assign(day=late["time"].dt.normalize()).drop_duplicates(["day", "user", "value"])
    n = pairs.groupby("day").size()
    n = n[n >= min_users]
    return n.index[0] if len(n) else pd.NaT
