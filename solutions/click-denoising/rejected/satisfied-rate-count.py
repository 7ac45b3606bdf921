# question: satisfied-rate
# why: Counts the long clicks and does not divide.
def satisfied_rate(impressions, threshold):
    return (impressions["dwell"] >= threshold).groupby(impressions["doc_id"]).sum()
