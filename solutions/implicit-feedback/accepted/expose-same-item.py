# question: expose
# why: The same title for everybody.
def exposing_log():
    return pd.DataFrame([[0, 0, -1], [0, 0, 0], [1, 0, 0], [1, 0, 5]], columns=["user", "item", "time"])
