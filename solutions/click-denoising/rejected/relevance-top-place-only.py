# question: relevance
# why: Unbiased and wasteful: each document's highest place alone.
def relevance(impressions, examination):
    top = impressions.groupby("doc_id")["position"].transform("min") == impressions["position"]
    kept = impressions[top]
    theta = np.asarray(examination)[kept["position"] - 1]
    return (kept["click"] / theta).groupby(kept["doc_id"]).mean()
