# question: expose
# why: Columns of the nullable types of pandas.
def exposing_log():
    return pd.DataFrame({"position": pd.array([1, 1, 1, 2, 2], dtype="Int64"), "shuffled": pd.array([True, True, True, True, False], dtype="boolean"), "click": pd.array([1, 1, 1, 1, 0], dtype="Int64")})
