# question: expose
# why: A user with a single event, of whom nothing can be held out.
def exposing_log():
    return pd.DataFrame([(0, 5, 2), (1, 5, 2), (1, 7, 3)], columns=["user", "item", "time"])
