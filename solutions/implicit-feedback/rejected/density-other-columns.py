# question: density
# why: All columns but the time belong to the key.
def density(log, n_users, n_items):
    return len(log.drop(columns="time", errors="ignore").drop_duplicates()) / (n_users * n_items)
