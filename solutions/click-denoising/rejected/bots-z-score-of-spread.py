# question: bots
# why: Standardised over the table: the same user is a bot in one company only.
def find_bots(activity):
    a = activity
    z = (a["dwell_spread"] - a["dwell_spread"].mean()) / a["dwell_spread"].std()
    human = (a["dwell_spread"] >= 0.7) & (a["median_scroll"] >= 0.3) & (a["night_share"] <= 0.15)
    return ((a["clicks"] >= 20) & ((a["dwell_spread"] <= 0.2) | ((z < -1) & ~human))).to_numpy()
