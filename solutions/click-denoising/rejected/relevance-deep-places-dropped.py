# question: relevance
# why: Leaves out places that hardly anybody looks at where there are others.
def relevance(impressions, examination):
    examination = np.asarray(examination, float)
    pos = impressions["position"].to_numpy()
    doc = impressions["doc_id"].to_numpy()
    c = impressions["click"].to_numpy().astype(float)
    n = doc.max() + 1
    k = examination[pos - 1] >= 0.05
    if not all(np.isin(range(n), doc[k])):
        k[:] = True
    return np.bincount(doc[k], c[k] / examination[pos[k] - 1], n) / np.bincount(doc[k], minlength=n)
