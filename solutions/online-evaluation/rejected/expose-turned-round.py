# question: expose
# why: The old ranker is better on each day.
def exposing_test():
    return pd.DataFrame(
        [(1, "new", 1000, 500), (1, "old", 100, 60), (2, "new", 100, 10), (2, "old", 1000, 200)],
        columns=["day", "arm", "users", "clicks"],
    )
