# question: expose
# why: One seed alone has both runs.
def exposing_runs():
    rows = [(1, 'none', 0.8), (1, 'x', 0.7), (2, 'none', 0.0), (3, 'x', 0.9)]
    return pd.DataFrame(rows, columns=["seed", "repair", "quality"])
