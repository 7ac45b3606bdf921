# question: first-break
# why: Users are counted for each value, so one user with two new values counts twice.
def first_break(log, start, min_users):
    before, after = log[log["time"] < start], log[log["time"] >= start]
    new = after[~after["value"].isin(before["value"])]
    # "Different new values on one day add up"
    n = new.groupby([new["time"].dt.normalize().rename("day"), "value"], dropna=False)["user"].nunique().groupby("day").sum()
    n = n[n >= min_users]
    return n.index[0] if len(n) else pd.NaT
