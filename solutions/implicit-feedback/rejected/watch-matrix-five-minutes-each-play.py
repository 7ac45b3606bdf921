# question: watch-matrix
# why: Five minutes are asked of each play.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    minutes = np.zeros((n_users, n_items))
    long = once[once["minutes"] >= 5]
    np.add.at(minutes, (long["user"], long["item"]), long["minutes"])
    return np.minimum(minutes / runtime, 1)
