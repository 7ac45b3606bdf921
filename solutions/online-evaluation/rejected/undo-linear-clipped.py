# question: undo
# why: The probability is multiplied, and kept below one.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    return np.minimum(q * w, 1)
