# question: split-at
# why: Two inner joins with what train has seen.
def split_at(log, moment):
    train = log.loc[log["time"] < moment]
    later = log.loc[log["time"] >= moment]
    test = later.merge(train[["user"]].drop_duplicates()).merge(train[["item"]].drop_duplicates())
    return train, test, (len(later) - len(test)) / max(len(later), 1)
