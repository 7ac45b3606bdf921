# question: density
# why: Rounds to four decimals, against the set's promise.
def density(log, n_users, n_items):
    return round(log.groupby(["user", "item"]).ngroups / (n_users * n_items), 4)
