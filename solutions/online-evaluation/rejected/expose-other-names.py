# question: expose
# why: Arms of other names.
def exposing_test():
    return pd.DataFrame(
        [(1, "control", 1000, 500), (1, "treatment", 100, 60), (2, "control", 100, 10), (2, "treatment", 1000, 200)],
        columns=["day", "arm", "users", "clicks"],
    )
