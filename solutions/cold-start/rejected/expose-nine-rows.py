# question: expose
# why: Nine rows where eight are allowed.
def exposing_log():
    log = pd.DataFrame({"item": [0] + [1] * 8, "click": [1] + [0] * 8, "propensity": [0.9] + [0.5] * 8})
    return log, np.array([0.2, 0.8])
