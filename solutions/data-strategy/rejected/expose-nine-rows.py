# question: expose
# why: More rows than asked for.
def exposing_runs():
    rows = [(1, 'none', 0.8), (1, 'x', 0.7), (2, 'none', 0.8), (2, 'x', 0.7), (3, 'none', 0.0), (4, 'none', 0.0), (5, 'none', 0.0), (6, 'none', 0.0), (7, 'none', 0.0)]
    return pd.DataFrame(rows, columns=["seed", "repair", "quality"])
