# question: bots
# why: A forest fitted to the table: a user's flag depends on who else is in it.
def find_bots(activity):
    from sklearn.ensemble import IsolationForest
    a = activity
    x = a[["median_dwell", "dwell_spread", "median_scroll", "night_share"]].fillna(0)
    out = IsolationForest(random_state=0, contamination=0.05).fit_predict(x) == -1
    human = (a["dwell_spread"] >= 0.7) & (a["median_scroll"] >= 0.3) & (a["night_share"] <= 0.15)
    return ((a["clicks"] >= 20) & ((a["dwell_spread"] <= 0.2) | (~human & out))).to_numpy()
