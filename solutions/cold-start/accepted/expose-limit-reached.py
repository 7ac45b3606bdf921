# question: expose
# why: SNIPS is 0.1 exactly; truth values, a list, and row labels that repeat.
def exposing_log():
    log = pd.DataFrame(
        {"propensity": [0.2, 0.1, 0.2], "item": [1, 0, 1], "click": [False, True, False]}, index=["x", "y", "y"]
    )
    return [log, [0.1, 0.9]]
