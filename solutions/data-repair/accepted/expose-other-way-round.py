# question: expose
# why: The rare class is the second.
def exposing_table():
    return np.array([0, 0, 0, 1]), np.array([[0.1, 0.9], [0.3, 0.7], [0.2, 0.8], [1.0, 0.0]])
