# question: satisfied-rate
# why: Divides by the clicks: a page that one content person clicked once comes first.
def satisfied_rate(impressions, threshold):
    stayed = (impressions["dwell"] >= threshold).groupby(impressions["doc_id"]).sum()
    clicks = impressions["click"].groupby(impressions["doc_id"]).sum()
    return stayed / clicks.clip(lower=1)
