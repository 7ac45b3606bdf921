# question: detect
# why: Raises the alarm when things get better, too.
def detect(errors, rate):
    up = down = 0.0
    for i, wrong in enumerate(errors):
        up = max(0.0, up + wrong - rate - 0.1)
        down = max(0.0, down + rate - wrong - 0.02)
        if max(up, down) > 10:
            return i
    return -1
