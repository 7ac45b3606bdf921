# question: undo
# why: The odds in place of the probability.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    return q * w / np.maximum(1 - q, 1e-12)
