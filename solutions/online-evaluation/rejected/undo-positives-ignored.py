# question: undo
# why: Positives are taken to be all there.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float)
    return q * w / (q * w + 1 - q)
