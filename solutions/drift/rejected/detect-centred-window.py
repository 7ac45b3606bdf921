# question: detect
# why: The window stands around the case: half of it is the future.
def detect(errors, rate):
    for i in range(75, len(errors) - 75):
        if np.mean(errors[i - 75 : i + 75]) > rate + 0.145:
            return i
    return -1
