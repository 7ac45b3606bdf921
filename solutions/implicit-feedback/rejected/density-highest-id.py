# question: density
# why: The catalogue is taken to end with the highest number in the log.
def density(log, n_users, n_items):
    if log.empty:
        return 0.0
    pairs = log[["user", "item"]].drop_duplicates()
    return len(pairs) / ((log["user"].max() + 1) * (log["item"].max() + 1))
