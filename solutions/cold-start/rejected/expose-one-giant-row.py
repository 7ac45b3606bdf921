# question: expose
# why: SNIPS is low, but one row decides alone.
def exposing_log():
    return pd.DataFrame({"item": [0, 1], "click": [1, 0], "propensity": [1.0, 0.001]}), np.array([0.1, 0.9])
