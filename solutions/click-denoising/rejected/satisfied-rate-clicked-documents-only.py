# question: satisfied-rate
# why: Documents that nobody clicked are lost.
def satisfied_rate(impressions, threshold):
    shown = impressions.groupby("doc_id").size()
    clicked = impressions[impressions["click"] == 1]
    long = (clicked["dwell"] >= threshold).groupby(clicked["doc_id"]).sum()
    return (long / shown).dropna()
