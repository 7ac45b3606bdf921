# question: expose
# why: The year has no row.
def exposing_log():
    return pd.DataFrame({"year": [2003, 2001, 2001]}), 2002
