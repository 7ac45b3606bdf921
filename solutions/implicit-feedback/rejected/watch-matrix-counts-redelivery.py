# question: watch-matrix
# why: A play delivered twice is added twice.
def watch_matrix(plays, runtime, n_users, n_items):
    total = np.zeros((n_users, n_items))
    np.add.at(total, (plays["user"].to_numpy(), plays["item"].to_numpy()), plays["minutes"])
    total[total < 5] = 0
    return np.minimum(total / runtime, 1)
