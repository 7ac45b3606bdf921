# question: watch-matrix
# why: Unbuffered addition in NumPy, which changes its input table on the way.
def watch_matrix(plays, runtime, n_users, n_items):
    plays.drop_duplicates("play_id", inplace=True)
    total = np.zeros((n_users, n_items))
    np.add.at(total, (plays["user"].to_numpy(), plays["item"].to_numpy()), plays["minutes"])
    total[total < 5] = 0
    return np.clip(total / runtime, 0, 1)
