# question: undo
# why: Only the positives are put right.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = 1 / np.asarray(kept_positives, dtype=float)
    return q * w / (q * w + 1 - q)
