# question: relevance
# why: Does not divide by the impressions.
def relevance(impressions, examination):
    theta = np.asarray(examination)[impressions["position"] - 1]
    return (impressions["click"] / theta).groupby(impressions["doc_id"]).sum()
