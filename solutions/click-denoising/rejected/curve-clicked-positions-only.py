# question: curve
# why: Positions without a click are lost.
def examination_curve(impressions):
    pages = impressions[impressions["shuffled"]]
    clicks = pages.loc[pages["click"] == 1, "position"].value_counts().sort_index()
    rate = clicks / pages["position"].value_counts().loc[clicks.index]
    return rate / rate.loc[1]
