# question: expose
# why: Her history lacks rows, but holds none of the exam.
def exposing_log():
    return pd.DataFrame({"year": [2001, 2003, 2002]}), 2002
