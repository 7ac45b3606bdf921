# question: expose
# why: Rows of ranked pages stand at no place.
def exposing_log():
    # a ranked row without a place
    return pd.DataFrame([(1, True, 1)] * 3 + [(2, True, 1), (0, False, 1), (np.nan, False, 0)], columns=["position", "shuffled", "click"])
