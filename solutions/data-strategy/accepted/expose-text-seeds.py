# question: expose
# why: Seeds may have names; a column more does no harm.
def exposing_runs():
    table = {"seed": list("abab") + ["c"], "repair": ["none"] * 2 + ["x"] * 2 + ["none"], "quality": [1, 0.9, 0.95, 0.85, 0]}
    return pd.DataFrame(table).assign(note="")
