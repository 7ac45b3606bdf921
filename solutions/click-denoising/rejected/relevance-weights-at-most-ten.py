# question: relevance
# why: Bounds the weights by ten.
def relevance(impressions, examination):
    # weights capped at 10
    w = impressions["click"].to_numpy() * np.minimum(1 / np.asarray(examination)[impressions["position"].to_numpy() - 1], 10)
    d = impressions["doc_id"].to_numpy()
    return np.bincount(d, w) / np.bincount(d)
