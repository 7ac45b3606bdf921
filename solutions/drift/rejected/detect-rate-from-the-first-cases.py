# question: detect
# why: The rate is corrected by all of the first 200 cases, also for an alarm among them.
def detect(errors, rate):
    errors = list(errors)
    if len(errors) >= 200:
        rate = max(rate, 0.9 * sum(errors[:200]) / 200)
    excess = 0
    for position, wrong in enumerate(errors):
        excess = max(0, excess + wrong - rate - 0.1)
        if excess > 10:
            return position
    return -1
