# question: expose
# why: Writes True and False as text.
def exposing_log():
    # only strings
    return pd.DataFrame([("1", "True", 1)] * 3 + [("2", "True", 1)], columns=["position", "shuffled", "click"]).astype({"position": int})
