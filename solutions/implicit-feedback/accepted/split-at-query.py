# question: split-at
# why: With query, in the order of time.
def split_at(log, moment):
    log = log.sort_values("time").reset_index(drop=True)
    n = int(np.searchsorted(log["time"].to_numpy(), moment))
    train, later = log.iloc[:n], log.iloc[n:]
    users, items = set(train["user"]), set(train["item"])
    test = later.query("user in @users and item in @items")
    return [train, test, 0.0 if later.empty else float(len(later) - len(test)) / len(later)]
