# question: watch-matrix
# why: A plain loop over the plays with a set of those already counted.
def watch_matrix(plays, runtime, n_users, n_items):
    counted = set()
    total = np.zeros((n_users, n_items))
    for play in plays.itertuples():
        if play.play_id not in counted:
            counted.add(play.play_id)
            total[play.user, play.item] += play.minutes
    for u in range(n_users):
        for i in range(n_items):
            total[u, i] = 0 if total[u, i] < 5 else min(total[u, i] / runtime[i], 1)
    return total.tolist()
