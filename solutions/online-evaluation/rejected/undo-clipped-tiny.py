# question: undo
# why: Tiny probabilities are raised.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    q = np.where(q > 0, np.maximum(q, 1e-9), q)
    return q * w / (q * w + 1 - q)
