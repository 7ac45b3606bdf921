# question: detect
# why: Page and Hinkley's form: the sum against the lowest that it ever had.
def detect(errors, rate):
    if len(errors) == 0:
        return -1
    total = np.cumsum(np.asarray(errors, dtype=float) - rate - 0.1)
    lowest = np.minimum(np.minimum.accumulate(total), 0)
    above = total - lowest > 11
    return int(np.argmax(above)) if above.any() else -1
