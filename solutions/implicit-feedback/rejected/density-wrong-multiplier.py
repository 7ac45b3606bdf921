# question: density
# why: user times n_users plus item is no key: two pairs share it.
def density(log, n_users, n_items):
    keys = log["user"] * n_users + log["item"]
    return keys.nunique() / (n_users * n_items)
