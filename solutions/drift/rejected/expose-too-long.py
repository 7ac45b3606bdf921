# question: expose
# why: More rows than asked for.
def exposing_log():
    return pd.DataFrame({"year": [2003, 2001, 2001, 2001, 2001, 2001, 2002]}), 2002
