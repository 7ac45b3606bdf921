# question: detect
# why: The sum may fall without limit, so that good times pay for bad ones.
def detect(errors, rate):
    total = 0.0
    for i, wrong in enumerate(errors):
        total += wrong - rate - 0.1
        if total > 10:
            return i
    return -1
