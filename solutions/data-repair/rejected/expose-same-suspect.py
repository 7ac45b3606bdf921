# question: expose
# why: Both definitions suspect the same row.
def exposing_table():
    return np.array([0, 1, 0]), np.array([[0.9, 0.1], [0.2, 0.8], [0.4, 0.6]])
