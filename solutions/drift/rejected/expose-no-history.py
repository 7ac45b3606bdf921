# question: expose
# why: Nothing lies before the year.
def exposing_log():
    return pd.DataFrame({"year": [2003, 2002, 2002]}), 2002
