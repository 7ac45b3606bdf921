# question: expose
# why: A clicked item that the target hardly ever shows.
def exposing_log():
    log = pd.DataFrame({"propensity": [0.8, 0.1, 0.1], "item": [2, 0, 1], "click": [1, 0, 0]})
    return log, np.array([0.5, 0.49, 0.01])
