# question: satisfied-rate
# why: Plain click rate.
def satisfied_rate(impressions, threshold):
    return impressions.groupby("doc_id")["click"].mean()
