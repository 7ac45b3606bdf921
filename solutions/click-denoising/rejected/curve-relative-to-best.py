# question: curve
# why: Divides by the highest rate instead of that of position 1.
def examination_curve(impressions):
    rate = impressions[impressions["shuffled"]].groupby("position")["click"].mean()
    return rate / rate.max()
