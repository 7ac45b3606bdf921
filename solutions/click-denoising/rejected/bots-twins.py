# question: bots
# why: Takes two equal rows for a farm of bots.
def find_bots(activity):
    # rows that occur twice: a farm
    a = activity
    reader = (a["dwell_spread"] >= 0.7) & (a["median_scroll"] >= 0.3) & (a["night_share"] <= 0.15)
    susp = (a["dwell_spread"] < 0.45) | (a["median_scroll"] < 0.15) | a.duplicated(keep=False)
    return ((a["clicks"] >= 20) & ((a["dwell_spread"] <= 0.2) | (susp & ~reader))).to_numpy()
