# question: curve
# why: Mixes in the pages that the ranker ordered.
def examination_curve(impressions):
    rate = impressions.groupby("position")["click"].mean()
    return rate / rate.loc[1]
