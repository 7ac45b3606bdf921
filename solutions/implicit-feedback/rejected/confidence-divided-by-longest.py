# question: confidence
# why: Divided by the longest watch in the array: without a finished title every weight moves.
def confidence(fraction):
    f = np.minimum(np.nan_to_num(fraction), 1)
    return f / f.max() if f.max() > 0 else f
