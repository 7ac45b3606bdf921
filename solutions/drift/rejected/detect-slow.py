# question: detect
# why: A limit so high that the alarm comes too late.
def detect(errors, rate):
    total = 0.0
    for i, wrong in enumerate(errors):
        total = max(0.0, total + wrong - rate - 0.1)
        if total > 40:
            return i
    return -1
