# question: confidence
# why: Only what was nearly finished counts, and all of that the same.
def confidence(fraction):
    return np.asarray(fraction) >= 0.8
