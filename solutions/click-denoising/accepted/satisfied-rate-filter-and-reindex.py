# question: satisfied-rate
# why: Counts the long clicks alone and puts the missing documents back.
def satisfied_rate(impressions, threshold):
    shown = impressions["doc_id"].value_counts().sort_index()
    long = impressions[impressions["dwell"].fillna(0) >= threshold]["doc_id"].value_counts()
    return long.reindex(shown.index, fill_value=0) / shown
