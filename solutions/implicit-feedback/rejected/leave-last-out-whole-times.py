# question: leave-last-out
# why: Times are cut to whole numbers.
def leave_last_out(log):
    latest = log["time"].astype(int).groupby(log["user"]).idxmax()
    held = latest[log.groupby("user").size() > 1]
    return log.drop(held), log.loc[held]
