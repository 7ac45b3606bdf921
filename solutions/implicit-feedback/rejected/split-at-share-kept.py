# question: split-at
# why: The share that test keeps.
def split_at(log, moment):
    before = log["time"] < moment
    train, later = log[before], log[~before]
    known = later["user"].isin(train["user"]) & later["item"].isin(train["item"])
    return train, later[known], known.mean() if len(later) else 0.0
