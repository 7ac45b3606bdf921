# question: expose
# why: One day, twice.
def exposing_test():
    return pd.DataFrame(
        [(1, "old", 1000, 500), (1, "new", 100, 60), (1, "old", 100, 10), (1, "new", 1000, 200)],
        columns=["day", "arm", "users", "clicks"],
    )
