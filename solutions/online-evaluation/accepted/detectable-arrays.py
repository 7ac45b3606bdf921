# question: detectable
# why: An array with one entry.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = np.sqrt(np.divide(np.square([sd_a, sd_b], dtype=float), [n_a, n_b]).sum())
    return np.array([error * stats.norm.ppf([1 - alpha / 2, power]).sum()])
