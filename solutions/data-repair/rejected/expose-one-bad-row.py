# question: expose
# why: One row is so bad that no definition misses it.
def exposing_table():
    return np.array([0, 0, 1, 1]), np.array([[0.9, 0.1], [0.0, 1.0], [0.3, 0.7], [0.2, 0.8]])
