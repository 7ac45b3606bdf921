# question: density
# why: A dense grid is marked and averaged.
def density(log, n_users, n_items):
    grid = np.zeros((n_users, n_items))
    grid[log["user"], log["item"]] = 1
    return grid.mean()
