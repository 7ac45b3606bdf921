# question: expose
# why: Both users end at the same time: nothing else happened then.
def exposing_log():
    return pd.DataFrame([(0, 5, 1), (0, 6, 4), (1, 5, 2), (1, 7, 4)], columns=["user", "item", "time"])
