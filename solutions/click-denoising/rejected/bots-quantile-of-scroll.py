# question: bots
# why: The tenth that scrolls least is flagged, whatever it does.
def find_bots(activity):
    a = activity
    human = (a["dwell_spread"] >= 0.7) & (a["median_scroll"] >= 0.3) & (a["night_share"] <= 0.15)
    least = a["median_scroll"] <= a["median_scroll"].quantile(0.2)
    return ((a["clicks"] >= 20) & ((a["dwell_spread"] <= 0.2) | (least & ~human))).to_numpy()
