# question: expose
# why: The same run stands there twice.
def exposing_runs():
    rows = [(1, 'none', 0.8), (1, 'x', 0.7), (2, 'none', 0.8), (2, 'x', 0.7), (3, 'none', 0.0), (3, 'none', 0.0)]
    return pd.DataFrame(rows, columns=["seed", "repair", "quality"])
