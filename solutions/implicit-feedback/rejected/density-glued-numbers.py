# question: density
# why: Glues the two numbers into one so carelessly that (0, 10) and (1, 0) become the same.
def density(log, n_users, n_items):
    pairs = set(log["user"] * 10 + log["item"])
    return len(pairs) / (n_users * n_items)
