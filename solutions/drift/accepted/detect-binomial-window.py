# question: detect
# why: A window of 160 cases, and a bound of the binomial distribution.
def detect(errors, rate):
    upto = np.concatenate([[0], np.cumsum(np.asarray(errors, dtype=int))])
    limits = stats.binom.isf(2e-5, np.arange(161), rate)
    for position in range(len(errors)):
        size = min(160, position + 1)
        if upto[position + 1] - upto[position + 1 - size] > limits[size]:
            return position
    return -1
