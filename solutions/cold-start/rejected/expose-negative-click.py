# question: expose
# why: A click of minus one pulls the mean down.
def exposing_log():
    log = pd.DataFrame({"item": [0, 0, 0], "click": [1, -1, 0], "propensity": [0.5, 0.5, 0.5]})
    return log, np.array([1.0])
