# question: leave-last-out
# why: The search for the latest time starts at 0.
def leave_last_out(log):
    latest = {}
    for row in log.itertuples():
        if row.time >= latest.get(row.user, (0, None))[0]:
            latest[row.user] = (row.time, row.Index)
    sizes = log.groupby("user").size()
    held = [i for u, (_, i) in latest.items() if sizes[u] > 1]
    return log.drop(held), log.loc[held]
