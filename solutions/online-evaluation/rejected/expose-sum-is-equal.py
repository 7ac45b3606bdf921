# question: expose
# why: In the sum both are equal.
def exposing_test():
    return pd.DataFrame(
        [(1, "old", 200, 100), (1, "new", 200, 100), (2, "old", 100, 10), (2, "new", 100, 10)],
        columns=["day", "arm", "users", "clicks"],
    )
