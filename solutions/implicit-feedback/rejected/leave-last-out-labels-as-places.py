# question: leave-last-out
# why: Takes index labels for places.
def leave_last_out(log):
    last = log.iloc[log.groupby("user")["time"].idxmax().to_numpy()]
    held_out = last[last["user"].map(log["user"].value_counts()) > 1]
    return log.drop(index=held_out.index), held_out
