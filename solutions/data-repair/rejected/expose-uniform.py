# question: expose
# why: All rows alike: nobody leads.
def exposing_table():
    return np.array([0, 1]), np.array([[0.5, 0.5], [0.5, 0.5]])
