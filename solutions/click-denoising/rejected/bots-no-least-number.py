# question: bots
# why: Judges users on a click or two.
def find_bots(activity):
    return (activity["dwell_spread"] < 0.4) | (activity["median_scroll"] < 0.15)
