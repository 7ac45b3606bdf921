# question: expose
# why: Whole numbers written as floats.
def exposing_test():
    table = pd.DataFrame({"day": [0, 1, 0, 1], "arm": ["old", "old", "new", "new"], "users": [900.0, 100.0, 100.0, 900.0], "clicks": [630.0, 10.0, 80.0, 180.0]})
    return table
