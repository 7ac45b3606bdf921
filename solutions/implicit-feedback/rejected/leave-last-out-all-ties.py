# question: leave-last-out
# why: Every event at the latest time is held out, not exactly one.
def leave_last_out(log):
    latest = log.groupby("user")["time"].transform("max")
    several = log.groupby("user")["user"].transform("size") > 1
    test = (log["time"] == latest) & several
    return log[~test], log[test]
