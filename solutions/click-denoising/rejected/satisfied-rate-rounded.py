# question: satisfied-rate
# why: Rounds the rates.
def satisfied_rate(impressions, threshold):
    return (impressions["dwell"] >= threshold).groupby(impressions["doc_id"]).mean().round(4).to_numpy()
