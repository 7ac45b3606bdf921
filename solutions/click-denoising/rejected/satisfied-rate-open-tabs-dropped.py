# question: satisfied-rate
# why: Takes long stays for forgotten tabs, which the question does not.
def satisfied_rate(impressions, threshold):
    # nobody reads for an hour: the tab was left open
    d = impressions["dwell"].where(impressions["dwell"] <= 1800)
    return (d >= threshold).groupby(impressions["doc_id"]).mean().to_numpy()
