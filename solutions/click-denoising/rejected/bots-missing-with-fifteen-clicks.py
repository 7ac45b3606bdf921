# question: bots
# why: Flags users without a spread who have nearly enough clicks.
def find_bots(activity):
    a = activity
    human = (a["dwell_spread"] >= 0.7) & (a["median_scroll"] >= 0.3) & (a["night_share"] <= 0.15)

    return (a["clicks"] >= 20) & (a["dwell_spread"] < 0.5) | (a["clicks"] >= 15) & a[
        "dwell_spread"
    ].isna()
