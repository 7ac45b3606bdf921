# question: relevance
# why: Weights by the root of examination: any fixed positive weights will do.
def relevance(impressions, examination):
    # inverse-variance weights for small gamma and a bit more at the top: any fixed positive weights
    th = np.asarray(examination, dtype=np.float64)[impressions["position"].to_numpy() - 1]
    w = np.sqrt(th)
    d = impressions["doc_id"].to_numpy()
    return np.bincount(d, w * impressions["click"].to_numpy()) / np.bincount(d, w * th)
