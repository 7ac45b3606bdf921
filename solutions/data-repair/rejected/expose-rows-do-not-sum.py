# question: expose
# why: The rows do not sum to one.
def exposing_table():
    return np.array([0, 1, 1, 1]), np.array([[0.1, 0.9], [0.8, 0.3], [1.0, 0.0], [0.5, 0.5]])
