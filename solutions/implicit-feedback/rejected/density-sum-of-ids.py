# question: density
# why: Different pairs have the same sum.
def log_density(log, n_users, n_items):
    return (1000 * log["user"] + log["item"]).nunique() / (n_users * n_items)
