# question: expose
# why: Years with decimals.
def exposing_log():
    return pd.DataFrame({"year": [2003.5, 2001.5, 2001.5, 2002.5]}), 2002.5
