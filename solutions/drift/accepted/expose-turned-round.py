# question: expose
# why: The newest rows first.
def exposing_log():
    return pd.DataFrame({"year": [2006, 2005, 2004, 2003, 2002]}), 2006
