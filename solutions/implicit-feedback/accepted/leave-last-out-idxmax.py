# question: leave-last-out
# why: The label of each user's latest row; ties go to the first.
def leave_last_out(log):
    several = log[log.groupby("user")["user"].transform("size") > 1]
    last = several.groupby("user")["time"].idxmax()
    return log.drop(index=last), log.loc[last]
