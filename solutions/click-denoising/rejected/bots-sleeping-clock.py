# question: bots
# why: Lets a clock go that scrolls, sleeps and saw few pages.
def find_bots(activity):
    # a clock that scrolls and sleeps is let off
    a = activity
    human = (a["median_scroll"] >= 0.3) & (a["night_share"] <= 0.15)
    reader = (a["dwell_spread"] >= 0.7) & human
    susp = ((a["dwell_spread"] < 0.45) & ~(human & (a["pages"] < 5))) | (a["median_scroll"] < 0.15)
    return ((a["clicks"] >= 20) & (susp & ~reader)).to_numpy()
