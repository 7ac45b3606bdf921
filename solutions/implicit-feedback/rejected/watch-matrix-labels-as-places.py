# question: watch-matrix
# why: Reads rows by their number where rows have labels.
def watch_matrix(plays, runtime, n_users, n_items):
    total, counted = np.zeros((n_users, n_items)), set()
    for n in range(len(plays)):
        play = plays.loc[n]
        if play["play_id"] not in counted:
            counted.add(play["play_id"])
            total[int(play["user"]), int(play["item"])] += play["minutes"]
    total[total < 5] = 0
    return np.minimum(total / runtime, 1)
