# question: expose
# why: The second place was shown on pages in the usual order only.
def exposing_log():
    return pd.DataFrame({"position": [1, 1, 1, 2], "shuffled": [True, True, True, False], "click": 1})
