# question: density
# why: A plain Python set holds each pair once.
def density(log, n_users, n_items):
    pairs = set()
    for user, item in zip(log["user"], log["item"]):
        pairs.add((user, item))
    return len(pairs) / n_users / n_items
