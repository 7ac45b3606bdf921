# question: density
# why: One group for each pair.
def density(log, n_users, n_items):
    return log.groupby(["user", "item"]).ngroups / (n_users * n_items)
