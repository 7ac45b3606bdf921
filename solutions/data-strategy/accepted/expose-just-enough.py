# question: expose
# why: A gain of exactly a tenth.
def exposing_runs():
    rows = [(7, 'none', 0.5), (7, 'x', 0.4), (8, 'none', 0.5), (8, 'x', 0.4), (9, 'x', 1.0), (6, 'none', 0.5)]
    return pd.DataFrame(rows, columns=["seed", "repair", "quality"])
