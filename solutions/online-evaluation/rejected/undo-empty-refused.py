# question: undo
# why: An empty array is refused.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    assert len(q), "no rows"
    return q * w / (q * w + 1 - q)
