# question: leave-last-out
# why: One random event of each user: the future leaks into the training.
def leave_last_out(log):
    several = log[log.groupby("user")["user"].transform("size") > 1]
    test = several.groupby("user").sample(1, random_state=0)
    return log.drop(index=test.index), test
