# question: expose
# why: A class is recorded nowhere.
def exposing_table():
    return np.array([0, 0, 1, 1]), np.array([[0.1, 0.8, 0.1], [0.5, 0.4, 0.1], [0.2, 0.6, 0.2], [0.3, 0.3, 0.4]])
