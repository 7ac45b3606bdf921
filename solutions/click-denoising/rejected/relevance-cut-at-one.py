# question: relevance
# why: Cuts the estimate off at 1.
def relevance(impressions, examination):
    theta = np.asarray(examination)[impressions["position"] - 1]
    return (impressions["click"] / theta).groupby(impressions["doc_id"]).mean().clip(upper=1)
