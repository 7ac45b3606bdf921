# question: bots
# why: The limits of the question and nothing else: whoever waits unevenly goes free.
def find_bots(activity):
    return ((activity["clicks"] >= 20) & (activity["dwell_spread"] <= 0.2)).to_numpy()
