# question: watch-matrix
# why: Recognises a redelivery only where it directly follows the play.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays[plays["play_id"] != plays["play_id"].shift()]
    total = np.zeros((n_users, n_items))
    np.add.at(total, (once["user"].to_numpy(), once["item"].to_numpy()), once["minutes"])
    total[total < 5] = 0
    return np.minimum(total / runtime, 1)
