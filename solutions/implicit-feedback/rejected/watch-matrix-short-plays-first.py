# question: watch-matrix
# why: Drops short plays before adding up, so that three sittings of two minutes vanish.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    once = once[once["minutes"] >= 5]
    total = np.zeros((n_users, n_items))
    np.add.at(total, (once["user"].to_numpy(), once["item"].to_numpy()), once["minutes"])
    return np.minimum(total / runtime, 1)
