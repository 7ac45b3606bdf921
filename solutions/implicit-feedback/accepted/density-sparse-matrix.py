# question: density
# why: A sparse matrix sums repeated entries; a NumPy scalar is a number, too.
def density(log, n_users, n_items):
    ones = np.ones(len(log))
    matrix = sparse.coo_matrix((ones, (log["user"], log["item"])), shape=(n_users, n_items))
    return np.float64(matrix.tocsr().nnz / (n_users * n_items))
