# question: expose
# why: Three users, two of whom share a time.
def exposing_log():
    return pd.DataFrame({"user": [2, 2, 7, 7, 4, 4], "item": [1, 0, 3, 3, 1, 2], "time": [9, 4, 9.5, 9, 0, 1]})
