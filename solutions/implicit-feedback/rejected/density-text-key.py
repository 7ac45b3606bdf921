# question: density
# why: The keys 1 and 11 glued together are those of 11 and 1.
def density(log, n_users, n_items):
    keys = log["user"].astype(str) + log["item"].astype(str)
    return keys.nunique() / (n_users * n_items)
