# question: bots
# why: Flags all users below a spread that most people have, too.
def find_bots(activity):
    return (activity["clicks"] >= 20) & (activity["dwell_spread"] < 1.3)
