# question: expose
# why: No time is shared between users.
def exposing_log():
    return pd.DataFrame([(0, 5, 1), (0, 6, 2), (1, 5, 3), (1, 7, 4)], columns=["user", "item", "time"])
