# question: expose
# why: Years as texts.
def exposing_log():
    return pd.DataFrame({"year": ["2003", "2001", "2002"]}), "2002"
