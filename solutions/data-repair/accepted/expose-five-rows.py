# question: expose
# why: Five rows of two classes.
def exposing_table():
    return np.array([0, 1, 1, 1, 1]), np.array([[0.1, 0.9], [0.3, 0.7], [0.9, 0.1], [0.8, 0.2], [0.5, 0.5]])
