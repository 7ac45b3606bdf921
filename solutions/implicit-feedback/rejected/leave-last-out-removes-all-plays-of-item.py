# question: leave-last-out
# why: Removes the item from the training for everybody, not only the held-out event.
def leave_last_out(log):
    several = log[log.groupby("user")["user"].transform("size") > 1]
    test = several.sort_values("time").groupby("user").tail(1)
    return log[~log["item"].isin(test["item"])], test
