# question: density
# why: Takes user 1 with item 2 for user 2 with item 1.
def density(log, n_users, n_items):
    return len({frozenset(pair) for pair in zip(log["user"], log["item"])}) / (n_users * n_items)
