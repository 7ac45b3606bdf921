# question: curve
# why: Positions in the order in which they occur in the log.
def examination_curve(impressions):
    pages = impressions[impressions["shuffled"]]
    rate = pages.groupby("position", sort=False)["click"].mean()
    return rate / rate.loc[1]
