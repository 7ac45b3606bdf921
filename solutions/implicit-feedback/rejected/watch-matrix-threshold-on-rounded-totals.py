# question: watch-matrix
# why: Rounds the totals before the five minutes are asked for.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    total = np.zeros((n_users, n_items))
    np.add.at(total, (once["user"].to_numpy(), once["item"].to_numpy()), once["minutes"].to_numpy(dtype=float))
    total[np.round(total) < 5] = 0
    return np.minimum(total / runtime, 1)
