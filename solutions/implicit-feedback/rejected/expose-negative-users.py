# question: expose
# why: Users below zero.
def exposing_log():
    return pd.DataFrame([(-1, 5, 1), (-1, 6, 2), (1, 5, 2), (1, 7, 3)], columns=["user", "item", "time"])
