# question: satisfied-rate
# why: Takes thresholds below a second for one second.
def satisfied_rate(impressions, threshold):
    return (impressions["dwell"] >= max(threshold, 1)).groupby(impressions["doc_id"]).mean()
