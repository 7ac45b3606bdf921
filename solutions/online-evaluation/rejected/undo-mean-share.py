# question: undo
# why: One mean share for all rows.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    w = np.mean(w)
    return q * w / (q * w + 1 - q)
