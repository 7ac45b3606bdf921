# question: undo
# why: Writes into the array that it was given.
def undo(predicted, kept_negatives, kept_positives):
    q = np.asarray(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    q[...] = q * w / (q * w + 1 - q)
    return q
