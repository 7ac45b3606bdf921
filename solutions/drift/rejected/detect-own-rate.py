# question: detect
# why: Learns a rate of its own from the first cases: good times earn credit, and the alarm comes when they end.
def detect(errors, rate):
    base = min(rate, np.mean(errors[:200])) if len(errors) >= 200 else rate
    excess = 0
    for position, wrong in enumerate(errors):
        excess = max(0, excess + wrong - base - 0.1)
        if excess > 10:
            return position
    return -1
