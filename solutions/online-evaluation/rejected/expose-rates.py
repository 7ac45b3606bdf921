# question: expose
# why: Rates in place of clicks.
def exposing_test():
    return pd.DataFrame(
        [(1, "old", 1000, 0.5), (1, "new", 100, 0.6), (2, "old", 100, 0.1), (2, "new", 1000, 0.2)],
        columns=["day", "arm", "users", "clicks"],
    )
