# question: expose
# why: Users that are no whole numbers.
def exposing_test():
    return pd.DataFrame(
        [(1, "old", 1000, 500), (1, "new", 100.5, 60), (2, "old", 100, 10), (2, "new", 1000, 200)],
        columns=["day", "arm", "users", "clicks"],
    )
