# question: split-at
# why: A pair that train holds already is left out.
def split_at(log, moment):
    before = log["time"] < moment
    train, later = log[before], log[~before]
    pairs = set(zip(train["user"], train["item"]))
    again = [pair in pairs for pair in zip(later["user"], later["item"])]
    known = later["user"].isin(train["user"]) & later["item"].isin(train["item"]) & ~np.array(again, dtype=bool)
    return train, later[known], 1 - known.mean() if len(later) else 0.0
