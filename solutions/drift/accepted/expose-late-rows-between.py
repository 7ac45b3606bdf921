# question: expose
# why: A late delivery of an old row.
def exposing_log():
    return pd.DataFrame({"value": range(6), "year": [2001, 2005, 2001, 2001, 2001, 2003]}), 2003
