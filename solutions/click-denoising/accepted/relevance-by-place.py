# question: relevance
# why: Mean over a document's places of its corrected click rate, weighted with its showings.
def relevance(impressions, examination):
    cells = impressions.groupby(["doc_id", "position"])["click"].agg(["mean", "size"]).reset_index()
    cells["corrected"] = cells["mean"] / [examination[k - 1] for k in cells["position"]]
    cells["part"] = cells["corrected"] * cells["size"]
    sums = cells.groupby("doc_id")[["part", "size"]].sum()
    return sums["part"] / sums["size"]
