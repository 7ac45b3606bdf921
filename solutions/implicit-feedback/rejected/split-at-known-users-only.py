# question: split-at
# why: New titles stay in the test.
def split_at(log, moment):
    before = log["time"] < moment
    train, later = log[before], log[~before]
    known = later["user"].isin(train["user"])
    return train, later[known], 1 - known.mean() if len(later) else 0.0
