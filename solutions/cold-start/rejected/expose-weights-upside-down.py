# question: expose
# why: Weights turned round: the clicked row weighs most.
def exposing_log():
    return pd.DataFrame({"item": [0, 1, 1, 1], "click": [1, 0, 0, 0], "propensity": [0.1, 0.9, 0.9, 0.9]}), np.array([0.9, 0.1])
