# question: satisfied-rate
# why: Takes a click whose return was never seen for a long one.
def satisfied_rate(impressions, threshold):
    quick = impressions["dwell"] < threshold
    long = (impressions["click"] == 1) & ~quick
    return long.groupby(impressions["doc_id"]).mean()
