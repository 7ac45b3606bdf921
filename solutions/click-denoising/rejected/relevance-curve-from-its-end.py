# question: relevance
# why: Takes the last entries of a curve that is longer than the pages.
def relevance(impressions, examination):
    examination = np.asarray(examination, float)
    pos = impressions["position"].to_numpy()
    doc = impressions["doc_id"].to_numpy()
    c = impressions["click"].to_numpy().astype(float)
    n = doc.max() + 1
    th = examination[-pos.max():]
    return np.bincount(doc, c / th[pos - 1]) / np.bincount(doc)
