# question: expose
# why: Half of the rows: SNIPS is one half.
def exposing_log():
    return pd.DataFrame({"item": [0, 1], "click": [1, 0], "propensity": 0.5}), np.array([0.5, 0.5])
