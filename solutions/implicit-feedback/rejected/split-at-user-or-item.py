# question: split-at
# why: One of the two is enough.
def split_at(log, moment):
    before = log["time"] < moment
    train, later = log[before], log[~before]
    known = later["user"].isin(train["user"]) | later["item"].isin(train["item"])
    return train, later[known], 1 - known.mean() if len(later) else 0.0
