# question: undo
# why: Row by row.
def undo(predicted, kept_negatives, kept_positives):
    n = len(predicted)
    negatives = np.broadcast_to(kept_negatives, n)
    positives = np.broadcast_to(kept_positives, n)
    out = []
    for q, a, b in zip(predicted, negatives, positives):
        q = float(q)
        out.append(q * a / (q * a + (1 - q) * b))
    return out
