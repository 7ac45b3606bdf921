# question: expose
# why: The target does not sum to one.
def exposing_log():
    return pd.DataFrame({"item": [0, 1, 1, 1], "click": [1, 0, 0, 0], "propensity": 0.5}), np.array([0.1, 2.0])
