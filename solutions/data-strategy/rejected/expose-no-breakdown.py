# question: expose
# why: All runs are there: both ways of counting agree.
def exposing_runs():
    rows = [(1, 'none', 0.5), (2, 'none', 0.6), (1, 'x', 0.4), (2, 'x', 0.5)]
    return pd.DataFrame(rows, columns=["seed", "repair", "quality"])
