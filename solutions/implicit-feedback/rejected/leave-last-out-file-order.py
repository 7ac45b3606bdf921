# question: leave-last-out
# why: The last row of each user in the file, whose order means nothing.
def leave_last_out(log):
    several = log[log.groupby("user")["user"].transform("size") > 1]
    test = several.groupby("user").tail(1)
    return log.drop(index=test.index), test
