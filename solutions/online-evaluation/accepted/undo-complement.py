# question: undo
# why: One minus the probability of no click, where clicks are likely.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives) / np.asarray(kept_positives)
    return np.where(q == 0, 0.0, q / (q + (1 - q) / w))
