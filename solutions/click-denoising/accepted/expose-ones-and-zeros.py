# question: expose
# why: The flag as a number.
def exposing_log():
    return pd.DataFrame({"click": [1, 1, 1, 1], "position": [2, 1, 1, 1], "shuffled": [1, 1, 1, 1]})
