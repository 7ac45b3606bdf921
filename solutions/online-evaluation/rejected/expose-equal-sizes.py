# question: expose
# why: Both arms have equally many users each day.
def exposing_test():
    return pd.DataFrame(
        [(1, "old", 1000, 500), (1, "new", 1000, 600), (2, "old", 1000, 100), (2, "new", 1000, 200)],
        columns=["day", "arm", "users", "clicks"],
    )
