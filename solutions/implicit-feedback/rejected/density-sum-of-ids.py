# question: density
# why: Different pairs have the same sum.
def density(log, n_users, n_items):
    return (1000 * log["user"] + log["item"]).nunique() / (n_users * n_items)
