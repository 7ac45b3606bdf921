# question: relevance
# why: Adds the weighted clicks one by one.
def relevance(impressions, examination):
    n_docs = impressions["doc_id"].max() + 1
    shown, weight = np.zeros(n_docs), np.zeros(n_docs)
    for row in impressions.itertuples():
        shown[row.doc_id] += 1
        if row.click:
            weight[row.doc_id] += 1 / examination[row.position - 1]
    return weight / shown
