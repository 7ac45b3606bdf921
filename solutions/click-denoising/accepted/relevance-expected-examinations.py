# question: relevance
# why: Clicks divided by expected examinations: unbiased, with less variance.
def relevance(impressions, examination):
    theta = np.asarray(examination)[impressions["position"].to_numpy() - 1]
    doc = impressions["doc_id"].to_numpy()
    return np.bincount(doc, impressions["click"]) / np.bincount(doc, theta)
