# question: relevance
# why: Weighted clicks divided by the number of clicks.
def relevance(impressions, examination):
    theta = np.asarray(examination)[impressions["position"] - 1]
    weighted = (impressions["click"] / theta).groupby(impressions["doc_id"]).sum()
    return weighted / impressions.groupby("doc_id")["click"].sum().clip(lower=1)
