# question: split-at
# why: Divides by the whole log.
def split_at(log, moment):
    before = log["time"] < moment
    train, later = log[before], log[~before]
    test = later[later["user"].isin(train["user"]) & later["item"].isin(train["item"])]
    return train, test, (len(later) - len(test)) / len(log)
