# question: undo
# why: Corrected so that the mean in the sample stays.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    out = q * w / (q * w + 1 - q)
    return out * (q.mean() / out.mean()) if len(out) and out.mean() else out
