# question: watch-matrix
# why: Assignment overwrites: only the last sitting of a title remains.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    total = np.zeros((n_users, n_items))
    total[once["user"], once["item"]] = once["minutes"]
    total[total < 5] = 0
    return np.minimum(total / runtime, 1)
