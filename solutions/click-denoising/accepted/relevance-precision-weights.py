# question: relevance
# why: Weights by a guessed precision, which no click changes.
def relevance(impressions, examination):
    # precision weights of a guessed relevance of one half
    th = np.asarray(examination, float)[impressions["position"].to_numpy() - 1]
    w = 1 / (1 - th / 2)
    d = impressions["doc_id"].to_numpy()
    return np.bincount(d, w * impressions["click"].to_numpy()) / np.bincount(d, w * th)
