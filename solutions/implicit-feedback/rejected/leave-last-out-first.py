# question: leave-last-out
# why: The earliest event: sorted the wrong way round.
def leave_last_out(log):
    several = log[log.groupby("user")["user"].transform("size") > 1]
    test = several.sort_values("time").groupby("user").head(1)
    return log.drop(index=test.index), test
