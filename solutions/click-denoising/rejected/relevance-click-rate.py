# question: relevance
# why: No correction.
def relevance(impressions, examination):
    return impressions.groupby("doc_id")["click"].mean()
