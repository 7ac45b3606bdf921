# question: expose
# why: Rows of the year itself stand before older ones.
def exposing_log():
    return pd.DataFrame({"year": [2010, 2009, 2009, 2009], "x": 1}), 2010
