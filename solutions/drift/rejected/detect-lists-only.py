# question: detect
# why: Asks for the truth of an array, which only a list has.
def detect(errors, rate):
    if not errors:
        return -1
    total = 0.0
    for i, wrong in enumerate(errors):
        total = max(0.0, total + wrong - rate - 0.1)
        if total > 14:
            return i
    return -1
