# question: curve
# why: Leaves out the division by the first position.
def examination_curve(impressions):
    return impressions[impressions["shuffled"]].groupby("position")["click"].mean()
