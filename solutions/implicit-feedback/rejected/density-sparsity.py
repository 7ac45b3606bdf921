# question: density
# why: The share of empty pairs, which is one minus the density.
def density(log, n_users, n_items):
    return 1 - len(log[["user", "item"]].drop_duplicates()) / (n_users * n_items)
