# question: expose
# why: Every row is a click.
def exposing_log():
    return pd.DataFrame({"item": [0, 1], "click": 1, "propensity": 0.5}), np.array([0.5, 0.5])
