# question: curve
# why: The share of the clicks that each position got.
def examination_curve(impressions):
    clicks = impressions[impressions["shuffled"]].groupby("position")["click"].sum()
    return clicks / clicks.sum()
