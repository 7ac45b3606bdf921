# question: watch-matrix
# why: Runtimes are cut to whole minutes.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    minutes = np.zeros((n_users, n_items))
    np.add.at(minutes, (once["user"], once["item"]), once["minutes"])
    minutes[minutes < 5] = 0
    return np.minimum(minutes / np.asarray(runtime).astype(int), 1)
