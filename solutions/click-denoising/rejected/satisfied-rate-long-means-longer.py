# question: satisfied-rate
# why: A stay of exactly the threshold is not counted.
def satisfied_rate(impressions, threshold):
    return (impressions["dwell"] > threshold).groupby(impressions["doc_id"]).mean()
