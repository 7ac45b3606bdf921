# question: relevance
# why: Scales the curve to 1 at the first position, although not everybody looks there.
def relevance(impressions, examination):
    curve = np.asarray(examination) / examination[0]
    weighted = impressions["click"] / curve[impressions["position"] - 1]
    return weighted.groupby(impressions["doc_id"]).mean()
