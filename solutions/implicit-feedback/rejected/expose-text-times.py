# question: expose
# why: Times are texts.
def exposing_log():
    return pd.DataFrame({"user": [0, 0, 1, 1], "item": [5, 6, 5, 7], "time": ["a", "b", "b", "c"]})
