# question: relevance
# why: Raises small sums of examinations.
def relevance(impressions, examination):
    # shrunk: half an examination more
    th = np.asarray(examination)[impressions["position"].to_numpy() - 1]
    d = impressions["doc_id"].to_numpy(); c = impressions["click"].to_numpy()
    m = np.bincount(d, np.full(len(d), 1.0))
    return np.bincount(d, c) / np.maximum(np.bincount(d, th), 0.5)
