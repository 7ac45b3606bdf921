# question: confidence
# why: A film left running overnight weighs more than one that was watched to its end.
def confidence(fraction):
    return np.nan_to_num(np.asarray(fraction, dtype=float))
