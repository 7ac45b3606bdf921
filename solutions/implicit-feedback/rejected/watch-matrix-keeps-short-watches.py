# question: watch-matrix
# why: Never applies the five-minute rule.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    total = np.zeros((n_users, n_items))
    np.add.at(total, (once["user"].to_numpy(), once["item"].to_numpy()), once["minutes"])
    return np.minimum(total / runtime, 1)
