# question: bots
# why: Compares every user with the others of the table.
def find_bots(activity):
    spread = activity["dwell_spread"]
    return (activity["clicks"] >= 20) & (spread < spread.mean() - 2 * spread.std())
