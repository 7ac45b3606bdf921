# question: expose
# why: Labels that are no whole numbers.
def exposing_table():
    first = np.array([0.1, 0.8, 1.0, 0.5])
    return np.array([0.4, 1.2, 1.0, 1.0]), np.column_stack([first, 1 - first])
