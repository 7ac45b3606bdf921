# question: satisfied-rate
# why: Cuts a threshold of 7.5 seconds down to 7.
def satisfied_rate(impressions, threshold):
    long = np.bincount(impressions["doc_id"], impressions["dwell"] >= int(threshold))
    return (long / np.bincount(impressions["doc_id"]))
