# question: bots
# why: Nobody reads ten thousand pages, it says.
def find_bots(activity):
    # nobody reads ten thousand pages
    a = activity
    reader = (a["dwell_spread"] >= 0.7) & (a["median_scroll"] >= 0.3) & (a["night_share"] <= 0.15)
    susp = (a["dwell_spread"] < 0.45) | (a["median_scroll"] < 0.15)
    return ((a["clicks"] >= 20) & ((a["dwell_spread"] <= 0.2) | (susp & ~reader) | (a["pages"] > 10000))).to_numpy()
