# question: expose
# why: One row does not say whether its page was shuffled.
def exposing_log():
    return pd.DataFrame([(1, True, True), (1, True, True), (1, True, True), (2, None, True)], columns=["position", "shuffled", "click"]).assign(shuffled=[True, True, True, np.nan])
