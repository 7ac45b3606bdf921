# question: expose
# why: Without a click both agree.
def exposing_log():
    return pd.DataFrame({"item": [0, 1, 1], "click": 0, "propensity": 0.5}), np.array([0.5, 0.5])
