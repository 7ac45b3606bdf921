# question: expose
# why: The colleague errs, but not by so much.
def exposing_log():
    return pd.DataFrame({"position": [1, 1, 1, 2, 2], "shuffled": True, "click": 1})
