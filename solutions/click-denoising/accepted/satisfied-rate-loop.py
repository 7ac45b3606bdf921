# question: satisfied-rate
# why: Counts row by row in plain Python lists.
def satisfied_rate(impressions, threshold):
    n_docs = impressions["doc_id"].max() + 1
    shown, long = [0] * n_docs, [0] * n_docs
    for doc, dwell in zip(impressions["doc_id"], impressions["dwell"]):
        shown[doc] += 1
        if dwell >= threshold:
            long[doc] += 1
    return [a / b for a, b in zip(long, shown)]
