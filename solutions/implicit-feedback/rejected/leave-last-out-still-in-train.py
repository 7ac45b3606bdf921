# question: leave-last-out
# why: The held-out events are copied out of the log but not removed from it.
def leave_last_out(log):
    several = log[log.groupby("user")["user"].transform("size") > 1]
    test = several.sort_values("time").groupby("user").tail(1)
    return log, test
