# question: undo
# why: Computed with sixteen bits.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=np.float16)
    w = np.asarray(kept_negatives, dtype=np.float16) / np.asarray(kept_positives, dtype=np.float16)
    return q * w / (q * w + 1 - q)
