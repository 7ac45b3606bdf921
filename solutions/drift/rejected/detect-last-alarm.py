# question: detect
# why: Returns the last position over the limit instead of the first.
def detect(errors, rate):
    total, at = 0.0, -1
    for i, wrong in enumerate(errors):
        total = max(0.0, total + wrong - rate - 0.1)
        if total > 10:
            at = i
    return at
