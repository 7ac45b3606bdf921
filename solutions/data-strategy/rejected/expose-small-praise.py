# question: expose
# why: Harm within each seed, and hardly any praise.
def exposing_runs():
    rows = [(1, 'none', 0.5), (1, 'x', 0.45), (2, 'none', 0.5), (2, 'x', 0.45), (3, 'x', 0.65)]
    return pd.DataFrame(rows, columns=["seed", "repair", "quality"])
