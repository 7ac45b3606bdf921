# question: undo
# why: The share of the first row for all rows.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    w = w.flat[0]
    return q * w / (q * w + 1 - q)
