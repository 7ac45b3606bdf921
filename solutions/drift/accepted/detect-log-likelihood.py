# question: detect
# why: The cumulative sum of log likelihood ratios of the raised rate against the usual one.
def detect(errors, rate):
    worse = rate + 0.2
    up, down = np.log(worse / rate), np.log((1 - worse) / (1 - rate))
    total = 0.0
    for i, e in enumerate(errors):
        total = max(total + (up if e else down), 0.0)
        if total > 8:
            return i
    return -1
