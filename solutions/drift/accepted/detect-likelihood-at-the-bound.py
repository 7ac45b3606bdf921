# question: detect
# why: Likelihood ratios with a low limit: 5 to 7 false alarms in a hundred streams, 94 changes found.
def detect(errors, rate):
    total = 0.0
    for i, wrong in enumerate(errors):
        after, before = (rate + 0.2, rate) if wrong else (0.8 - rate, 1 - rate)
        total = max(0.0, total + np.log(after / before))
        if total > 7.5:
            return i
    return -1
