# question: detect
# why: The share of errors of the last 150 cases, for all positions at once.
def detect(errors, rate):
    total = np.concatenate([[0], np.cumsum(np.asarray(errors, dtype=float))])
    if len(total) <= 150:
        return -1
    share = (total[150:] - total[:-150]) / 150
    high = np.flatnonzero(share > rate + 0.145)
    return np.int64(high[0] + 149) if len(high) else -1
