# question: watch-matrix
# why: Asks for more than five minutes.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    total = np.zeros((n_users, n_items))
    np.add.at(total, (once["user"].to_numpy(), once["item"].to_numpy()), once["minutes"].to_numpy(dtype=float))
    total[total <= 5] = 0
    return np.minimum(total / runtime, 1)
