# question: expose
# why: A click rate of one half at each place.
def exposing_log():
    return pd.DataFrame({"position": [1] * 6 + [2] * 2, "shuffled": [True] * 8, "click": [1, 0] * 4})
