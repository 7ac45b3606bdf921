# question: expose
# why: Nothing can be relative to a place without clicks.
def exposing_log():
    return pd.DataFrame({"position": [1, 1, 1, 2], "shuffled": True, "click": 0})
