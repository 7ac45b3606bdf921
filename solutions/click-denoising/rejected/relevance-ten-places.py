# question: relevance
# why: Takes each place below the tenth for the tenth.
def relevance(impressions, examination):
    # float16 curve
    w = impressions["click"].to_numpy() / np.asarray(examination)[np.minimum(impressions["position"].to_numpy(), 10) - 1]
    d = impressions["doc_id"].to_numpy()
    return np.bincount(d, w) / np.bincount(d)
