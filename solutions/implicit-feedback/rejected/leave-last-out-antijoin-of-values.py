# question: leave-last-out
# why: Rows that are equal are two events; dropping duplicates loses both.
def leave_last_out(log):
    s = log.sort_values("time")
    n = s.groupby("user")["time"].transform("size")
    test = s[n > 1].groupby("user").tail(1)
    train = pd.concat([log, test]).drop_duplicates(keep=False)
    return train, test
