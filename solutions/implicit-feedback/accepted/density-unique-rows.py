# question: density
# why: Unique rows of an array of pairs.
def density(log, n_users, n_items):
    return len(np.unique(log[["user", "item"]].to_numpy(), axis=0)) / (n_users * n_items)
