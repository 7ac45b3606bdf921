# question: satisfied-rate
# why: Judges the document by its mean stay.
def satisfied_rate(impressions, threshold):
    return (impressions.groupby("doc_id")["dwell"].mean() >= threshold).astype(float)
