# question: bots
# why: A bound on the spread between the limits, and on sleep.
def find_bots(activity):
    a = activity
    regular = a["dwell_spread"] < 0.45
    sleepless = (a["night_share"] > 0.25) & (a["pages"] > 60)
    return ((a["clicks"] >= 20) & (regular | sleepless)).to_numpy()
