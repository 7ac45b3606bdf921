# question: leave-last-out
# why: Only one of the users with a single event is kept.
def leave_last_out(log):
    s = log.sort_values("time")
    n = s.groupby("user")["time"].transform("size")
    s = s[n > 1]
    test = s.groupby("user").tail(1)
    train = pd.concat([s.drop(test.index), log.drop(s.index).head(1)])
    return train, test
