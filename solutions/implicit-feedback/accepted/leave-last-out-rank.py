# question: leave-last-out
# why: Ranks from the end, ties broken by the order of rows.
def leave_last_out(log):
    log["rank"] = log.groupby("user")["time"].rank(method="first", ascending=False)
    log["n"] = log.groupby("user")["item"].transform("count")
    test = (log["rank"] == 1) & (log["n"] > 1)
    return log[~test], log[test]
