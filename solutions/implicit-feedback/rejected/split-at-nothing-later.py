# question: split-at
# why: Without later events the share is all.
def split_at(log, moment):
    before = log["time"] < moment
    train, later = log[before], log[~before]
    test = later[later["user"].isin(train["user"]) & later["item"].isin(train["item"])]
    return train, test, 1 - len(test) / max(len(later), 1)
