# question: confidence
# why: Upside down: the part that was not watched.
def confidence(fraction):
    watched = np.nan_to_num(np.asarray(fraction, dtype=float))
    return np.where(watched > 0, 1 - np.minimum(watched, 1.0), 0.0)
