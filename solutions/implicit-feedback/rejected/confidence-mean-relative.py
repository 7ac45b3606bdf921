# question: confidence
# why: Weights relative to the mean of the array.
def confidence(fraction):
    f = np.minimum(np.nan_to_num(np.asarray(fraction, dtype=float)), 1)
    return f / f.mean() if f.any() else f
