# question: leave-last-out
# why: Compares whole times as integers of 32 bits, which run over.
def leave_last_out(log):
    time = log["time"].astype("int32") if log["time"].dtype == "int64" else log["time"]
    last = time.groupby(log["user"]).idxmax()
    held_out = last[log["user"].value_counts()[last.index] > 1]
    return log.drop(index=held_out), log.loc[held_out]
