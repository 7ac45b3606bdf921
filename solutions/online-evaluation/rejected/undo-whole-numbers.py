# question: undo
# why: Whole numbers are divided as such.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted)
    q = q if q.dtype.kind == "f" else q * 0.5
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    return q * w / (q * w + 1 - q)
