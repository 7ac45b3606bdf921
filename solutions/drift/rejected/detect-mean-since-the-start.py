# question: detect
# why: The mean since the start: a long good past hides the change.
def detect(errors, rate):
    mean = np.cumsum(errors) / np.arange(1, len(errors) + 1)
    high = np.flatnonzero((mean > rate + 0.1) & (np.arange(len(errors)) > 100))
    return int(high[0]) if len(high) else -1
