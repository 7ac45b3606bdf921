# question: bots
# why: Flags irregular users: takes the sign the wrong way round.
def find_bots(activity):
    return (activity["clicks"] >= 20) & (activity["dwell_spread"] > 1.2)
