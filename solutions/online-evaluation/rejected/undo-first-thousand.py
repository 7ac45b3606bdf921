# question: undo
# why: Only the first thousand rows are put right.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    out = q * w / (q * w + 1 - q)
    out[1000:] = q[1000:]
    return out
