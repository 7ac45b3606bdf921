# question: expose
# why: A time is missing.
def exposing_log():
    return pd.DataFrame({"user": [0, 0, 1, 1], "item": [5, 6, 5, 7], "time": [1, 2, 2, np.nan]})
