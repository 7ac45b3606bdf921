# question: split-at
# why: A user or item of an earlier test event counts as known.
def split_at(log, moment):
    log = log.sort_values("time")
    before = log["time"] < moment
    train, later = log[before], log[~before]
    seen = log.duplicated("user") & log.duplicated("item")
    known = seen[~before]
    return train, later[known], 1 - known.mean() if len(later) else 0.0
