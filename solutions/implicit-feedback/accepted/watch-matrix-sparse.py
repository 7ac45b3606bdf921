# question: watch-matrix
# why: A sparse matrix adds up repeated entries by itself and is returned as it is.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id", keep="last")
    total = sparse.coo_matrix(
        (once["minutes"], (once["user"], once["item"])), shape=(n_users, n_items)
    ).tocsr()
    total.data[total.data < 5] = 0
    total.eliminate_zeros()
    return total.multiply(1 / np.asarray(runtime)).minimum(1)
