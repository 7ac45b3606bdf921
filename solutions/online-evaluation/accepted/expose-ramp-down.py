# question: expose
# why: The new ranker has many users on the worse day first.
def exposing_test():
    return pd.DataFrame({"day": ["a", "a", "b", "b"], "arm": ["old", "new", "old", "new"], "users": [100, 800, 800, 100], "clicks": [10, 90, 600, 80]})
