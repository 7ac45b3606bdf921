# question: satisfied-rate
# why: Looks at the head of the log only.
def satisfied_rate(impressions, threshold):
    # last stay only for every document and page order; first 10,000 rows
    x = impressions.head(1000)
    n = impressions["doc_id"].max() + 1
    return np.nan_to_num((x["dwell"] >= threshold).groupby(x["doc_id"]).mean().reindex(range(n)).to_numpy())
