# question: relevance
# why: Multiplies by examination where it should divide: the bias is doubled.
def relevance(impressions, examination):
    theta = np.asarray(examination)[impressions["position"] - 1]
    return (impressions["click"] * theta).groupby(impressions["doc_id"]).mean()
