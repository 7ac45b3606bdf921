# question: curve
# why: Takes the pages that were not shuffled.
def examination_curve(impressions):
    rate = impressions[~impressions["shuffled"]].groupby("position")["click"].mean()
    return rate / rate.loc[1]
