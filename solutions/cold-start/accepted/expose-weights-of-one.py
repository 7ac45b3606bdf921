# question: expose
# why: One click among eight rows, and the least of the weights.
def exposing_log():
    log = pd.DataFrame({"item": [0] + [1] * 7, "click": [1] + [0] * 7, "propensity": [1.0] + [0.5] * 7})
    return log, [0.3, 0.7]
