# question: leave-last-out
# why: Times in single precision: seconds that lie close together become equal.
def leave_last_out(log):
    latest = log["time"].astype("float32").groupby(log["user"]).idxmax()
    held = latest[log.groupby("user").size() > 1]
    return log.drop(held), log.loc[held]
