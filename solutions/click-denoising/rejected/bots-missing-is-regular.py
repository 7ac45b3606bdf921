# question: bots
# why: Fills a missing spread with zero, and counts pages instead of clicks as evidence.
def find_bots(activity):
    return (activity["pages"] >= 20) & (activity["dwell_spread"].fillna(0) < 0.4)
