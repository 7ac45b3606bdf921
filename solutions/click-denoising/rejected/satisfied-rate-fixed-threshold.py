# question: satisfied-rate
# why: Always 30 seconds.
def satisfied_rate(impressions, threshold):
    return (impressions["dwell"] >= 30).groupby(impressions["doc_id"]).mean()
