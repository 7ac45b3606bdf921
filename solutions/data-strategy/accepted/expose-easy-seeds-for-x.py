# question: expose
# why: The repair has further runs under easy seeds.
def exposing_runs():
    rows = [(1, 'none', 0.2), (1, 'x', 0.1), (2, 'none', 0.3), (2, 'x', 0.2), (3, 'x', 0.9), (4, 'x', 1.0)]
    return pd.DataFrame(rows, columns=["seed", "repair", "quality"])
