# question: split-at
# why: Cuts the times to whole numbers before it compares them.
def split_at(log, moment):
    before = log["time"].astype(int) < moment
    train, later = log[before], log[~before]
    known = later["user"].isin(train["user"]) & later["item"].isin(train["item"])
    return train, later[known], 1 - known.mean() if len(later) else 0.0
