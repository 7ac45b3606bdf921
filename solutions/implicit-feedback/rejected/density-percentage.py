# question: density
# why: A percentage instead of a share.
def density(log, n_users, n_items):
    return 100 * len(log[["user", "item"]].drop_duplicates()) / (n_users * n_items)
