# question: watch-matrix
# why: A choice is five per cent of the title.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    minutes = np.zeros((n_users, n_items))
    np.add.at(minutes, (once["user"], once["item"]), once["minutes"])
    share = np.minimum(minutes / runtime, 1)
    return np.where(share < 0.05, 0, share)
