# question: undo
# why: Log-odds, with certain predictions left as they are.
def undo(predicted, kept_negatives, kept_positives):
    from scipy.special import expit, logit
    q = np.array(predicted, dtype=float)
    shift = np.broadcast_to(np.log(np.asarray(kept_negatives) / np.asarray(kept_positives)), q.shape)
    certain = (q == 0) | (q == 1)
    out = q.copy()
    out[~certain] = expit(logit(q[~certain]) + shift[~certain])
    return out
