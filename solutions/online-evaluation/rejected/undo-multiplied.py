# question: undo
# why: Both shares are multiplied.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) * np.asarray(kept_positives, dtype=float)
    return q * w / (q * w + 1 - q)
