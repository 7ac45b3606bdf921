# question: undo
# why: Of a thousand rows of the sample, how many stood for how many.
def undo(predicted, kept_negatives, kept_positives):
    q = np.asarray(predicted, dtype="float64")
    clicks = 1000 * q / np.asarray(kept_positives)
    rest = 1000 * (1 - q) / np.asarray(kept_negatives)
    return clicks / (clicks + rest)
