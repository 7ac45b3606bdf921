# question: relevance
# why: Divides the click rate by the mean examination of the whole log.
def relevance(impressions, examination):
    theta = np.asarray(examination)[impressions["position"] - 1].mean()
    return impressions.groupby("doc_id")["click"].mean() / theta
