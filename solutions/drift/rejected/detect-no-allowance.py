# question: detect
# why: Without an allowance the sum wanders over the limit by chance.
def detect(errors, rate):
    total = 0.0
    for i, wrong in enumerate(errors):
        total = max(0.0, total + wrong - rate)
        if total > 10:
            return i
    return -1
