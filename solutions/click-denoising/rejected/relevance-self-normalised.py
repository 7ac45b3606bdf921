# question: relevance
# why: Divides by the sum of the weights of all impressions.
def relevance(impressions, examination):
    weight = 1 / np.asarray(examination)[impressions["position"] - 1]
    doc = impressions["doc_id"]
    return (impressions["click"] * weight).groupby(doc).sum() / pd.Series(
        weight, index=impressions.index
    ).groupby(doc).sum()
