# question: satisfied-rate
# why: Documents in the order in which they occur in the log.
def satisfied_rate(impressions, threshold):
    return (impressions["dwell"] >= threshold).groupby(impressions["doc_id"], sort=False).mean().to_numpy()
