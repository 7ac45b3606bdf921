# question: undo
# why: Probabilities are kept away from nought and one.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    q = np.clip(q, 1e-6, 1 - 1e-6)
    return q * w / (q * w + 1 - q)
