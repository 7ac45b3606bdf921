# question: split-at
# why: Compares times in single precision, in which neighbouring seconds are equal.
def split_at(log, moment):
    before = log["time"].astype("float32") < np.float32(moment)
    train, later = log[before], log[~before]
    known = later["user"].isin(train["user"]) & later["item"].isin(train["item"])
    return train, later[known], 1 - known.mean() if len(later) else 0.0
