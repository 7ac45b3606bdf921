# question: expose
# why: Three places, and pages in the usual order beside.
def exposing_log():
    rows = [(1, True, 1)] * 5 + [(2, True, 1)] * 2 + [(3, True, 1), (3, False, 0), (1, False, 0)]
    return pd.DataFrame(rows, columns=["position", "shuffled", "click"])
