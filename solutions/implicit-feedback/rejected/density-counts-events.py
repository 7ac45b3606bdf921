# question: density
# why: Repeated events of one pair are counted each time.
def density(log, n_users, n_items):
    return len(log) / (n_users * n_items)
