# question: relevance
# why: Half of it is the slope of a line with an intercept, which a click at a deep place lowers.
def relevance(impressions, examination):
    examination = np.asarray(examination, float)
    pos = impressions["position"].to_numpy()
    doc = impressions["doc_id"].to_numpy()
    c = impressions["click"].to_numpy().astype(float)
    n = doc.max() + 1
    th = examination[pos - 1]
    out = []
    for d in range(n):
        m = doc == d
        x, y = th[m], c[m]
        z = x - x.mean()
        a = (z @ y) / (z @ x) if np.abs(z).max() > 1e-12 else (y / x).mean()
        out.append(0.5 * a + 0.5 * y.sum() / x.sum())
    return out
