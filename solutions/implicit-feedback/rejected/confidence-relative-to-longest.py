# question: confidence
# why: Scaled by the longest watch of the batch, so that a play's weight depends on the others.
def confidence(fraction):
    watched = np.nan_to_num(np.asarray(fraction, dtype=float))
    return np.minimum(watched / max(watched.max(), 1e-9), 1.0)
