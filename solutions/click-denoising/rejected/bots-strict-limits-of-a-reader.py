# question: bots
# why: Takes the limits of "reads and sleeps" as strict, so that a busy reader exactly at them is judged by the nights.
def find_bots(activity):
    # strict limits of a reader, and a night rule
    a = activity
    reader = (a["dwell_spread"] > 0.7) & (a["median_scroll"] > 0.3) & (a["night_share"] < 0.15)
    z = (a["night_share"] - 0.1) / np.sqrt(0.09 / a["pages"])
    susp = (a["dwell_spread"] < 0.45) | (a["median_scroll"] < 0.15) | (z > 4)
    return ((a["clicks"] >= 20) & ((a["dwell_spread"] <= 0.2) | (susp & ~reader))).to_numpy()
