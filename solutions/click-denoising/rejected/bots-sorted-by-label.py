# question: bots
# why: Gives the flags in the order of the labels.
def find_bots(activity):
    flags = (activity["clicks"] >= 20) & (activity["dwell_spread"] < 0.4)
    return flags.sort_index()
