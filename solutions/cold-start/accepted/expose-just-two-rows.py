# question: expose
# why: The clicked item is never shown by the target; the other two rows are worth two.
def exposing_log():
    log = pd.DataFrame({"item": [0, 1, 1], "click": [1, 0, 0], "propensity": [0.5, 0.5, 0.5]})
    return log, np.array([0.0, 1.0])
