# question: density
# why: A pairing function with a slip: pairs on one diagonal share a key.
def density(log, n_users, n_items):
    u, i = log["user"].to_numpy(), log["item"].to_numpy()
    return len(np.unique((u + i) * (u + i + 1))) / (n_users * n_items)
