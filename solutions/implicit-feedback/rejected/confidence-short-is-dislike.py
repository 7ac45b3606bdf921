# question: confidence
# why: A short watch is turned into a negative weight, as if it were a one-star rating.
def confidence(fraction):
    watched = np.nan_to_num(np.asarray(fraction, dtype=float))
    return np.where(watched > 0, np.minimum(watched, 1.0) - 0.3, 0.0)
