# question: relevance
# why: Raises a small examination, which bounds the weights.
def relevance(impressions, examination):
    w = impressions["click"].to_numpy() / np.maximum(np.asarray(examination), 0.01)[impressions["position"].to_numpy() - 1]
    d = impressions["doc_id"].to_numpy()
    return np.bincount(d, w) / np.bincount(d)
