# question: bots
# why: Adds up suspicion from several signs; regularity alone is enough.
def find_bots(activity):
    suspicion = (
        2.0 * (activity["dwell_spread"] < 0.3)
        + 1.0 * (activity["dwell_spread"] < 0.6)
        + 1.0 * (activity["median_scroll"] < 0.2)
        + 1.0 * (activity["night_share"] > 0.16)
    )
    return np.where(activity["clicks"] > 19, suspicion >= 2, False)
