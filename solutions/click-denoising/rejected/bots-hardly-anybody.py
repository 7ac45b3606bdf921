# question: bots
# why: So careful that it finds next to no bot in a real log.
def find_bots(activity):
    return (activity["clicks"] >= 20) & (activity["dwell_spread"] < 0.08)
