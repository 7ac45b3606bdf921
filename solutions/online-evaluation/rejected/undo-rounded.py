# question: undo
# why: Rounded to six places.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    return np.round(q * w / (q * w + 1 - q), 6)
