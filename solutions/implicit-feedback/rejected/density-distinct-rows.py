# question: density
# why: Drops repeated rows, but two events of a pair at different times are different rows.
def density(log, n_users, n_items):
    return len(log.drop_duplicates()) / (n_users * n_items)
