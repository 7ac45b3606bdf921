# question: confidence
# why: Any play weighs one: two minutes of the wrong film as much as a finished one.
def confidence(fraction):
    return (np.nan_to_num(np.asarray(fraction, dtype=float)) > 0).astype(float)
