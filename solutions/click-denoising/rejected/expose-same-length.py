# question: expose
# why: Both places were shown equally often.
def exposing_log():
    return pd.DataFrame({"position": [1, 2], "shuffled": True, "click": 1})
