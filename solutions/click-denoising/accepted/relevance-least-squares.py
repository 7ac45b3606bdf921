# question: relevance
# why: The slope of clicks over examination: weights of another kind, unbiased as well.
def relevance(impressions, examination):
    theta = pd.Series(examination, index=range(1, len(examination) + 1))
    table = impressions.assign(theta=impressions["position"].map(theta))
    table = table.assign(top=table["theta"] * table["click"], bottom=table["theta"] ** 2)
    sums = table.groupby("doc_id")[["top", "bottom"]].sum()
    return sums["top"] / sums["bottom"]
