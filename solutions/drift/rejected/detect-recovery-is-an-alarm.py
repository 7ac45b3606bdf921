# question: detect
# why: Learns a better rate from the first cases, silently, and takes the usual rate for a change.
def detect(errors, rate):
    if len(errors) <= 200:
        return -1
    base = min(rate, np.mean(errors[:200]))
    excess = 0
    for position in range(200, len(errors)):
        excess = max(0, excess + errors[position] - base - 0.1)
        if excess > 14:
            return position
    return -1
