# question: undo
# why: Odds in 16 bits.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    w = w.astype(np.float16).astype(float)
    return q * w / (q * w + 1 - q)
