# question: expose
# why: Three classes.
def exposing_table():
    return np.array([0, 0, 1, 1, 2, 2]), np.array([[0.2, 0.5, 0.3], [0.1, 0.1, 0.8], [0.6, 0.3, 0.1], [0.1, 0.6, 0.3], [0.2, 0.4, 0.4], [0.5, 0.0, 0.5]])
