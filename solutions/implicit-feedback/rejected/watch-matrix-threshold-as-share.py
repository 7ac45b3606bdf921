# question: watch-matrix
# why: The limit of five minutes became a share of the runtime of the longest title.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    total = np.zeros((n_users, n_items))
    np.add.at(total, (once["user"].to_numpy(), once["item"].to_numpy()), once["minutes"].to_numpy())
    share = np.minimum(total / runtime, 1)
    return np.where(share >= 5 / np.max(runtime), share, 0)
