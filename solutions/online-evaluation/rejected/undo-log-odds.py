# question: undo
# why: Log-odds, which have no number for certain predictions.
def undo(predicted, kept_negatives, kept_positives):
    q = np.array(predicted, dtype=float)
    w = np.asarray(kept_negatives, dtype=float) / np.asarray(kept_positives, dtype=float)
    np.seterr(all="ignore")
    q = np.where(q == 1, np.nan, q)
    return 1 / (1 + np.exp(-(np.log(q) - np.log(1 - q) + np.log(w))))
