# question: watch-matrix
# why: Minutes are capped at the runtime before the five-minute rule: short titles never count.
def watch_matrix(plays, runtime, n_users, n_items):
    out = np.zeros((n_users, n_items))
    for _, u, i, m in plays.drop_duplicates("play_id")[["play_id", "user", "item", "minutes"]].itertuples(index=False):
        out[int(u), int(i)] += m
    out = np.minimum(out, runtime)
    out[out < 5] = 0
    return out / runtime
