# question: leave-last-out
# why: Sort, then take the tail of each group; the index is thrown away and the columns turned
# round.
def leave_last_out(log):
    log = log.sort_values(["user", "time"]).reset_index(drop=True)
    last = log.groupby("user").tail(1)
    last = last[last["user"].isin(log.loc[log["user"].duplicated(), "user"])]
    train = log[~log.index.isin(last.index)]
    return [train[["time", "item", "user"]], last[["item", "user", "time"]].reset_index(drop=True)]
