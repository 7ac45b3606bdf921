# question: expose
# why: In rising order her history is right.
def exposing_log():
    return pd.DataFrame({"year": [2001, 2002, 2003]}), 2003
