# question: leave-last-out
# why: By position after a stable sort, so that equal rows stay two events.
def leave_last_out(log):
    order = log.reset_index(drop=True).sort_values("time", kind="stable")
    sizes = order.groupby("user")["time"].transform("size")
    last = order[sizes > 1].drop_duplicates("user", keep="last").index
    rows = log.reset_index(drop=True)
    return rows.drop(last), rows.loc[last]
