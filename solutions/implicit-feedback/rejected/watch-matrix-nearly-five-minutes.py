# question: watch-matrix
# why: A little less than five minutes is let pass.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    minutes = np.zeros((n_users, n_items))
    np.add.at(minutes, (once["user"], once["item"]), once["minutes"])
    minutes[minutes < 4.95] = 0
    return np.minimum(minutes / runtime, 1)
