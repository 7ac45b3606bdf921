# question: expose
# why: Whole numbers in a column of objects.
def exposing_log():
    return pd.DataFrame({"year": [2003, 2001, 2002]}, dtype=object), 2002
