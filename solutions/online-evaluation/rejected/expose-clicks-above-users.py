# question: expose
# why: More clicks than users.
def exposing_test():
    return pd.DataFrame(
        [(1, "old", 1000, 5000), (1, "new", 100, 600), (2, "old", 100, 10), (2, "new", 1000, 200)],
        columns=["day", "arm", "users", "clicks"],
    )
