# question: expose
# why: By the definition two rows lead together.
def exposing_table():
    return np.array([0, 0, 0, 1, 1, 1]), np.array([[0.2, 0.8], [0.2, 0.8], [1.0, 0.0], [0.6, 0.4], [0.8, 0.2], [0.1, 0.9]])
