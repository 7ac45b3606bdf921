# question: expose
# why: The curve falls indeed, and both estimates say so.
def exposing_log():
    return pd.DataFrame({"position": [1, 1, 1, 2, 2, 2], "shuffled": True, "click": [1, 1, 1, 1, 0, 0]})
