# question: expose
# why: Rates of nought and one.
def exposing_test():
    return pd.DataFrame([[7, "old", 1000, 990], [7, "new", 100, 100], [8, "old", 100, 0], [8, "new", 1000, 1]], columns=["day", "arm", "users", "clicks"])
