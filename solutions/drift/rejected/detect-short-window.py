# question: detect
# why: A window of 20 cases, which is full of false alarms.
def detect(errors, rate):
    for i in range(19, len(errors)):
        if np.sum(errors[i - 19 : i + 1]) / 20 > rate + 0.15:
            return i
    return -1
