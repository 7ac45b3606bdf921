# question: undo
# why: Computed with longer numbers.
def undo(predicted, kept_negatives, kept_positives):
    q = np.asarray(predicted, dtype=np.longdouble)
    odds_kept = np.divide(kept_negatives, kept_positives)
    return np.asarray(odds_kept * q / (1 - q * (1 - odds_kept)), dtype=float)
