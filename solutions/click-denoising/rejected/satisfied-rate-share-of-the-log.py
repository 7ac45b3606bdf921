# question: satisfied-rate
# why: Divides by the impressions of all documents together.
def satisfied_rate(impressions, threshold):
    return (impressions["dwell"] >= threshold).groupby(impressions["doc_id"]).sum() / len(impressions)
