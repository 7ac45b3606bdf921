# question: watch-matrix
# why: Drops plays that merely look alike: two different plays of 12 minutes become one.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates(["user", "item", "minutes"])
    total = np.zeros((n_users, n_items))
    np.add.at(total, (once["user"].to_numpy(), once["item"].to_numpy()), once["minutes"])
    total[total < 5] = 0
    return np.minimum(total / runtime, 1)
