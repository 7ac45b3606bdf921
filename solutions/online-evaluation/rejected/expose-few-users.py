# question: expose
# why: Arms of ten users.
def exposing_test():
    return pd.DataFrame(
        [(1, "old", 1000, 500), (1, "new", 10, 6), (2, "old", 10, 1), (2, "new", 1000, 200)],
        columns=["day", "arm", "users", "clicks"],
    )
