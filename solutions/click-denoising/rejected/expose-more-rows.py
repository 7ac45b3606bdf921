# question: expose
# why: Longer than asked for.
def exposing_log():
    return pd.DataFrame({"position": [1] * 12 + [2] * 3, "shuffled": True, "click": 1})
