# question: expose
# why: The new ranker leads in the sum as well.
def exposing_test():
    return pd.DataFrame(
        [(1, "old", 1000, 100), (1, "new", 100, 60), (2, "old", 100, 10), (2, "new", 1000, 200)],
        columns=["day", "arm", "users", "clicks"],
    )
