# question: bots
# why: Compares a user with the mean of all users in the table.
def find_bots(activity):
    a = activity
    odd = (a["night_share"] > 0.2) & (a["clicks"] > 3 * a["clicks"].mean())
    human = (a["dwell_spread"] >= 0.7) & (a["median_scroll"] >= 0.3) & (a["night_share"] <= 0.15)
    return ((a["clicks"] >= 20) & ((a["dwell_spread"] <= 0.2) | (odd & ~human))).to_numpy()
