# question: satisfied-rate
# why: Cuts the stays down to whole seconds.
def satisfied_rate(impressions, threshold):
    return (impressions["dwell"].fillna(-1).astype(int) >= threshold).groupby(impressions["doc_id"]).mean().to_numpy()
