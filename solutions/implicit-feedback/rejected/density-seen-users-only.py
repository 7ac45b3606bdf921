# question: density
# why: The catalogue is taken to be what the log happens to hold.
def density(log, n_users, n_items):
    pairs = log[["user", "item"]].drop_duplicates()
    cells = log["user"].nunique() * log["item"].nunique()
    return len(pairs) / cells if cells else 0.0
