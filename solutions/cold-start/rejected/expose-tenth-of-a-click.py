# question: expose
# why: A click is 0 or 1; with tenths the colleague sees no click at all.
def exposing_log():
    log = pd.DataFrame({"item": [0, 0], "click": [0.1, 0.1], "propensity": [0.5, 0.5]})
    return log, np.array([1.0])
