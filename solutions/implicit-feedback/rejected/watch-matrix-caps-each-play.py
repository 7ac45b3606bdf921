# question: watch-matrix
# why: Caps every sitting at the runtime, but not their total.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    total = np.zeros((n_users, n_items))
    capped = np.minimum(once["minutes"], runtime[once["item"]])
    np.add.at(total, (once["user"].to_numpy(), once["item"].to_numpy()), capped)
    total[total < 5] = 0
    return total / runtime
