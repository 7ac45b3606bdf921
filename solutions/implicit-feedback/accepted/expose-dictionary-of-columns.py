# question: expose
# why: Built column by column.
def exposing_log():
    log = pd.DataFrame({"time": [1, 3, 3, 8]})
    log["user"] = [0, 0, 1, 1]
    log["item"] = range(4)
    return log
