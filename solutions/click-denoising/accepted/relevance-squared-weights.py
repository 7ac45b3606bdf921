# question: relevance
# why: Squares of the examination for weights.
def relevance(impressions, examination):
    examination = np.asarray(examination, float)
    pos = impressions["position"].to_numpy()
    doc = impressions["doc_id"].to_numpy()
    c = impressions["click"].to_numpy().astype(float)
    n = doc.max() + 1
    th = examination[pos - 1]
    return np.bincount(doc, th**2 * c) / np.bincount(doc, th**3)
