# question: suspicion
# why: The largest of the two largest excesses that is not the own one.
def suspicion(labels, probabilities):
    seen, code = np.unique(labels, return_inverse=True)
    p = np.asarray(probabilities)[:, seen]
    e = p - np.bincount(code, p[np.arange(len(code)), code]) / np.bincount(code)
    order = np.argsort(-e, axis=1)
    rival = np.where(order[:, 0] == code, order[:, 1], order[:, 0])
    rows = np.arange(len(code))
    return e[rows, rival] - e[rows, code]
