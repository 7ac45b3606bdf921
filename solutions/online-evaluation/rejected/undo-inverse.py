# question: undo
# why: The share is divided by in place of multiplied.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_positives, dtype=float) / np.asarray(kept_negatives, dtype=float)
    return q * w / (q * w + 1 - q)
