# question: detect
# why: Finds the best split of the whole stream: it has peeked.
def detect(errors, rate):
    if len(errors) == 0:
        return -1
    total = np.cumsum(np.asarray(errors, dtype=float) - rate - 0.1)
    rise = total - np.minimum(np.minimum.accumulate(total), 0)
    return int(np.argmin(total)) + 1 if rise.max() > 10 else -1
