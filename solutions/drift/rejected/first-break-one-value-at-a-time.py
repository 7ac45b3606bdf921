# question: first-break
# why: Asks for enough users of the same new value.
def first_break(log, start, min_users):
    before, after = log[log["time"] < start], log[log["time"] >= start]
    new = after[~after["value"].isin(before["value"])]
    n = new.groupby([new["time"].dt.normalize().rename("day"), new["value"].fillna(-1e9)])["user"].nunique()
    days = n[n >= min_users].index.get_level_values("day")
    return days.min() if len(days) else pd.NaT
