# question: expose
# why: More rows than asked for.
def exposing_log():
    return pd.DataFrame([(u, i, u + 2 * i) for u in range(3) for i in range(4)], columns=["user", "item", "time"])
