# question: expose
# why: Qualities in per cent.
def exposing_runs():
    rows = [(1, 'none', 80), (1, 'x', 75), (2, 'none', 80), (2, 'x', 70), (3, 'none', 0), (4, 'none', 0)]
    return pd.DataFrame(rows, columns=["seed", "repair", "quality"])
