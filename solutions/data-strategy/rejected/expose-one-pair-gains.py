# question: expose
# why: In one of two seeds the repair helps.
def exposing_runs():
    rows = [(1, 'none', 0.8), (1, 'x', 0.7), (2, 'none', 0.1), (2, 'x', 0.9)]
    return pd.DataFrame(rows, columns=["seed", "repair", "quality"])
