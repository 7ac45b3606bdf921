# question: expose
# why: Days as dates, arms in another order.
def exposing_test():
    days = pd.to_datetime(["2026-03-02", "2026-03-02", "2026-03-03", "2026-03-03"])
    return pd.DataFrame({"arm": ["new", "old", "new", "old"], "day": days, "clicks": [90, 4000, 250, 2], "users": [100, 5000, 5000, 100]})
