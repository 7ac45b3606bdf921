# question: expose
# why: A user has two events at one time, so that more than one answer is right.
def exposing_log():
    return pd.DataFrame([(0, 5, 2), (0, 6, 2), (1, 5, 2), (1, 7, 3)], columns=["user", "item", "time"])
