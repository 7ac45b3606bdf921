# question: watch-matrix
# why: Minutes are cut to whole ones.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    minutes = np.zeros((n_users, n_items))
    for u, i, t in zip(once["user"], once["item"], once["minutes"]):
        minutes[u, i] += int(t)
    minutes[minutes < 5] = 0
    return np.minimum(minutes / runtime, 1)
