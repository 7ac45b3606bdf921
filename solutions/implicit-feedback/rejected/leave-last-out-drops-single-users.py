# question: leave-last-out
# why: Users with one event disappear from both tables.
def leave_last_out(log):
    log = log[log.groupby("user")["user"].transform("size") > 1]
    test = log.sort_values("time").groupby("user").tail(1)
    return log.drop(index=test.index), test
