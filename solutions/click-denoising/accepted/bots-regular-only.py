# question: bots
# why: Trusts the regularity of stays alone.
def find_bots(activity):
    return (activity["clicks"] >= 20) & (activity["dwell_spread"] <= 0.45)
