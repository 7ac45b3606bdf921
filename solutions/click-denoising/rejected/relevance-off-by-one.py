# question: relevance
# why: Takes position k for index k.
def relevance(impressions, examination):
    theta = np.append(examination, 1.0)[impressions["position"]]
    return (impressions["click"] / theta).groupby(impressions["doc_id"]).mean()
