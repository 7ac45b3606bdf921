# question: expose
# why: Times are dates.
def exposing_log():
    return pd.DataFrame({"user": [0, 0, 1, 1], "item": [5, 6, 5, 7], "time": pd.to_datetime(["2024-01-01", "2024-01-02", "2024-01-02", "2024-01-03"])})
