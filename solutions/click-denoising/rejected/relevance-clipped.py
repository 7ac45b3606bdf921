# question: relevance
# why: Bounds the weights at 4.
def relevance(impressions, examination):
    theta = np.maximum(np.asarray(examination)[impressions["position"] - 1], 0.25)
    return (impressions["click"] / theta).groupby(impressions["doc_id"]).mean()
